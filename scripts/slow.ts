/**
 * The slower suites, after `npm test`: properties with many more cases, the bundle for the edge, the demonstration
 * under its limits. `--exhaustive`: properties with all their cases and the largest instances, which takes most of an
 * hour, and nothing else. Ends with one plain line that counts; exits 1 when any of them failed.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

interface Suite {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What the standard output must show besides exit 0; throws where it does not. */
  readonly check?: (stdout: string) => void;
}

const root = join(import.meta.dirname, '..');
const node = (...args: string[]) => [process.execPath, ...args];
const inModules = (...path: string[]) => join(root, 'node_modules', ...path);

/** npm as this very run was started by it: Windows has no program of that name that can be started without a shell. */
const NPM = process.env.npm_execpath ?? '';

const EXHAUSTIVE = process.argv.includes('--exhaustive');

const SUITES: readonly Suite[] = [
  {
    name: 'properties with many more cases',
    command: node(inModules('vitest/vitest.mjs'), 'run', '--project', 'core'),
    env: { SLOW: EXHAUSTIVE ? '2' : '1' },
  },
  {
    name: 'bundle for the edge',
    command: node(
      inModules('wrangler/bin/wrangler.js'),
      'deploy',
      '--dry-run',
      '--outdir',
      join(root, 'out/worker'),
    ),
    env: { WRANGLER_SEND_METRICS: 'false' },
  },
  {
    name: 'demonstration',
    command: node('--disable-warning=ExperimentalWarning', join(root, 'demo/run.ts')),
    check: checkDemo,
  },
  {
    name: 'journeys of three people in Chromium',
    command: node(inModules('vitest/vitest.mjs'), 'run', '--project', 'browser'),
  },
  {
    name: 'packages of the data frame example',
    command: node(NPM, 'ci', '--prefix', join(root, 'examples/danfo'), '--no-audit', '--no-fund'),
  },
  {
    name: 'data frame example',
    command: node(join(root, 'examples/danfo/analyse.ts')),
  },
];

/** The bars of the demonstration: quality, rows and protection; its time is printed, not judged. */
function checkDemo(stdout: string): void {
  const result = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}');
  const good =
    result.rowsIn === result.rowsOut &&
    result.precision >= 0.98 &&
    result.recall >= 0.95 &&
    result.violations === 0;
  if (!good) throw new Error('a figure of the demonstration is below its bar');
}

const failed: string[] = [];
const suites = EXHAUSTIVE ? SUITES.slice(0, 1) : SUITES;
for (const { name, command, env, check } of suites) {
  console.log(`\n== ${name}`);
  const [program, ...args] = command;
  const { status, stdout } = spawnSync(program!, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  process.stdout.write(stdout);
  try {
    if (status !== 0) throw new Error(`exit ${status}`);
    check?.(stdout);
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    failed.push(name);
  }
}
console.log(`${suites.length - failed.length} passed, ${failed.length} failed`);
if (failed.length > 0) process.exitCode = 1;
