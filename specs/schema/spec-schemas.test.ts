import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { publishedText, SPEC_SCHEMAS } from '../../scripts/spec-schemas.ts';

const specs = join(import.meta.dirname, '..');
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

it.each(SPEC_SCHEMAS)('$file is what the program reads by; else run node scripts/spec-schemas.ts', (entry) => {
  expect(readFileSync(join(specs, 'schema', entry.file), 'utf8')).toBe(publishedText(entry));
});

/** Every spec file by its path under `specs`, with the JSON it holds. */
const files = readdirSync(specs, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.json') && !path.startsWith('schema'))
  .map((path) => [path.replaceAll(sep, '/'), json(join(specs, path))] as const);

const validators = new Map<string, ValidateFunction>();
/** What an independent validator makes of the published schema that a spec file names. */
function validatorOf(path: string, { $schema }: { $schema: string }): ValidateFunction {
  const file = join(specs, path, '..', $schema);
  const known = validators.get(file);
  if (known !== undefined) return known;
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(json(file));
  validators.set(file, validate);
  return validate;
}

describe('a published schema', () => {
  it.each(files)('takes %s', (path, document) => {
    const validate = validatorOf(path, document);
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each(files.filter(([path]) => path.startsWith('linkage/')))(
    'does not take %s without its features or fields',
    (path, document) => {
      const { features: _, fields: __, ...rest } = document;
      expect(validatorOf(path, rest)(rest)).toBe(false);
    },
  );

  const kinds = ['records', 'codelists', 'hierarchies', 'crosswalks'];
  it.each(files.filter(([path]) => kinds.some((kind) => path.startsWith(`${kind}/`))))(
    'does not take %s without version, validity, source or standing',
    (path, document) => {
      for (const member of ['version', 'validFrom', 'validTo', 'source', 'standing']) {
        const { [member]: left, ...rest } = document;
        expect([member, left]).not.toEqual([member, undefined]);
        expect([member, validatorOf(path, document)(rest)]).toEqual([member, false]);
      }
    },
  );

  it.each(files.filter(([, document]) => document.format === 'padan-linkage/1'))(
    'finds version, validity, source or note, and status in %s',
    (_, document) => {
      for (const member of ['version', 'validFrom', 'validTo', 'source', 'status'])
        expect(document).toHaveProperty(member);
    },
  );
});
