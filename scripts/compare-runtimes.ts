/**
 * Runs the end-to-end suite on Node and in workerd and fails unless both executed the same tests and all passed:
 * a suite that quietly skips where it would fail is found out.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'padan-runtimes-'));

/** Names of the tests that were executed, sorted; a name that occurs twice is there twice. */
function executed(project: string): string[] {
  const output = join(folder, `${project}.json`);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--project', project, 'test/e2e', '--reporter=json', `--outputFile=${output}`];
  spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const report = JSON.parse(readFileSync(output, 'utf8')) as Report;
  const results = report.testResults.flatMap((file) => file.assertionResults);
  const other = results.filter(({ status }) => status !== 'passed');
  for (const { fullName, status } of other) console.error(`${project}: ${status}: ${fullName}`);
  if (other.length > 0) process.exitCode = 1;
  return results.map(({ fullName }) => fullName).sort();
}

try {
  const node = executed('node');
  const workerd = executed('workerd');
  console.log(JSON.stringify({ node: node.length, workerd: workerd.length }));
  if (node.length === 0 || node.join('\n') !== workerd.join('\n')) {
    console.error('the two runtimes did not execute the same tests');
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
