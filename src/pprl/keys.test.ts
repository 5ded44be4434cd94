import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { toBase64, utf8 } from '../exchange/bytes.ts';
import { deriveFieldKey, formatKeyFile, keyFingerprint, readKeyFile } from './keys.ts';

const KEY = Uint8Array.from({ length: 32 }, (_, i) => i + 1);

describe('a clkhash secret', () => {
  it.each([
    ['secret', 'secret'],
    ['secret\n', 'secret'],
    ['secret\r\n', 'secret'],
    ['secret\n\n', 'secret\n'],
    ['secret\r', 'secret\r'],
    [' secret \n', ' secret '],
    ['\r\n\r\n', '\r\n'],
  ])('%j is the file less one line ending', (text, secret) => {
    expect(readKeyFile(utf8(text), 'clkhash')).toEqual({ key: utf8(secret), project: null });
  });

  it.each(['', '\n', '\r\n'])('%j is empty', (text) => {
    expect(() => readKeyFile(utf8(text), 'clkhash')).toThrow('key-file-empty');
  });

  it('has no byte order mark', () => {
    expect(() => readKeyFile(utf8('\ufeffsecret'), 'clkhash')).toThrow('key-file-bom');
  });
});

describe('a project key file', () => {
  it('is read back as it was written', () => {
    expect(readKeyFile(formatKeyFile('pks-2025', KEY), 'padan')).toEqual({ key: KEY, project: 'pks-2025' });
  });

  it.each([
    'secret',
    'correct horse battery staple\n',
    '"text"',
    '[1]',
    '12',
    'null',
    toBase64(KEY),
    '{"key":"x"}',
  ])('%j is a passphrase and refused as such', (text) => {
    expect(() => readKeyFile(utf8(text), 'padan')).toThrow('key-file-passphrase');
  });

  const members = { format: 'padan-project-key/1', project: 'p', key: toBase64(KEY) };
  it.each([
    { ...members, format: 'padan-project-key/2' },
    { ...members, key: toBase64(KEY.subarray(1)) },
    { ...members, key: toBase64(Uint8Array.of(...KEY, 0)) },
    { ...members, key: `${toBase64(KEY)} ` },
    { ...members, key: toBase64(new Uint8Array(32)) },
    { ...members, key: 5 },
    { ...members, project: '' },
    { ...members, project: 'a b' },
    { ...members, note: 'x' },
    { format: members.format, key: members.key },
  ])('%j is not whole', (file) => {
    expect(() => readKeyFile(utf8(JSON.stringify(file)), 'padan')).toThrow('key-file-invalid');
  });

  it('is not written for a key that was not drawn', () => {
    expect(() => formatKeyFile('p', new Uint8Array(32))).toThrow('key-file-invalid');
    expect(() => formatKeyFile('p', utf8('secret'))).toThrow('key-file-invalid');
  });
});

describe('derived keys', () => {
  it('differ by use, by name and by project key, and have 32 bytes', () => {
    const other = KEY.map((byte) => byte ^ 1);
    const keys = [
      deriveFieldKey(KEY, 'filter', 'name'),
      deriveFieldKey(KEY, 'exact', 'name'),
      deriveFieldKey(KEY, 'filter', 'nama'),
      deriveFieldKey(other, 'filter', 'name'),
    ];
    expect(new Set(keys.map(bytesToHex)).size).toBe(4);
    expect(keys.every((key) => key.length === 32)).toBe(true);
  });

  it('are HKDF-SHA256 as WebCrypto computes it', async () => {
    const base = await crypto.subtle.importKey('raw', KEY, 'HKDF', false, ['deriveBits']);
    const derive = async (salt: string, info: string, bits: number) =>
      new Uint8Array(
        await crypto.subtle.deriveBits(
          {
            name: 'HKDF',
            hash: 'SHA-256',
            salt: new Uint8Array(utf8(salt)),
            info: new Uint8Array(utf8(info)),
          },
          base,
          bits,
        ),
      );
    expect(deriveFieldKey(KEY, 'exact', 'nik')).toEqual(await derive('padan-linkage/1', 'exact\0nik', 256));
    expect(hexToBytes(keyFingerprint(KEY, 'p'))).toEqual(await derive('p', 'padan-key-fingerprint/1', 128));
  });

  it('have a fingerprint of 32 hexadecimal digits that differs by project', () => {
    expect(keyFingerprint(KEY, 'a')).toMatch(/^[0-9a-f]{32}$/);
    expect(keyFingerprint(KEY, 'a')).not.toBe(keyFingerprint(KEY, 'b'));
  });
});
