import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { RECORD_PAGE, recordPage } from '../../scripts/record-page.ts';

it('docs/reference/records.md is what the specs say; else run node scripts/record-page.ts', () => {
  expect(readFileSync(RECORD_PAGE, 'utf8')).toBe(recordPage());
});

it('the page tells of every field of Lampiran 1 and of every rule that a field has', () => {
  const page = recordPage();
  expect(page.match(/^\| \d+ \| `/gm)).toHaveLength(24 + 17 + 13);
  const [head] = page.split('## Placements');
  const used = [...page.matchAll(/^\| \d+ \|.*$/gm)].flatMap(([line]) => {
    const cells = line!.split(' | ');
    return `${cells[7]}, ${cells[8]}`.split(', ').map((rule) => rule.split(' ')[0]!);
  });
  for (const rule of new Set(used.filter((each) => each !== ''))) expect(head).toContain(`\`${rule}\``);
});
