import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { publishedText, SPEC_SCHEMAS } from '../../scripts/spec-schemas.ts';

const specs = join(import.meta.dirname, '..');
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

it.each(SPEC_SCHEMAS)('$file is what the program reads by; else run node scripts/spec-schemas.ts', (entry) => {
  expect(readFileSync(join(specs, 'schema', entry.file), 'utf8')).toBe(publishedText(entry));
});

describe('a published schema', () => {
  const linkage = readdirSync(join(specs, 'linkage')).filter((file) => file.endsWith('.json'));
  const validator = (document: { $schema: string }) =>
    new Ajv.default({ strict: false }).compile(json(join(specs, 'linkage', document.$schema)));

  it.each(linkage)('takes linkage/%s', (file) => {
    const document = json(join(specs, 'linkage', file));
    const validate = validator(document);
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each(linkage)('does not take linkage/%s without its features or fields', (file) => {
    const { features: _, fields: __, ...rest } = json(join(specs, 'linkage', file));
    expect(validator(rest)(rest)).toBe(false);
  });
});
