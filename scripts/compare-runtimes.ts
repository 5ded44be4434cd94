/**
 * Runs the suites of Node and of workerd, and fails unless everything passed and both executed the very same
 * end-to-end tests: a suite that quietly skips where it would fail is found out.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'padan-runtimes-'));

/** Names of the end-to-end tests that passed, sorted; a name that occurs twice is there twice. */
function executed(project: string): string[] {
  const output = join(folder, `${project}.json`);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile=${output}`];
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', project, ...reporters], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
  const report = JSON.parse(readFileSync(output, 'utf8')) as Report;
  const endToEnd = report.testResults.filter(({ name }) => name.replaceAll('\\', '/').includes('/test/e2e/'));
  const results = endToEnd.flatMap((file) => file.assertionResults);
  for (const { fullName, status: outcome } of results)
    if (outcome !== 'passed') {
      console.error(`${project}: ${outcome}: ${fullName}`);
      process.exitCode = 1;
    }
  return results.map(({ fullName }) => fullName).sort();
}

try {
  const node = executed('node');
  const workerd = executed('workerd');
  console.log(`end-to-end tests executed: ${node.length} on Node, ${workerd.length} in workerd`);
  if (node.length === 0 || node.join('\n') !== workerd.join('\n')) {
    console.error('the two runtimes did not execute the same tests');
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
