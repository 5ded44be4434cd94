/** The service as an office runs it, on Node and in workerd, each a process of its own over an empty folder. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
/** Keys of nothing. */
const SECRETS = {
  PADAN_STORAGE_KEY: key(1),
  PADAN_SIGNING_KEY: key(2),
  PADAN_OPERATOR_KEY: key(3),
};
export const OPERATOR_KEY = `padan_bootstrap_${Buffer.alloc(32, 3).toString('base64url')}`;

export type Runtime = 'node' | 'workerd';

export interface RunningService {
  readonly url: string;
  /** Everything the process wrote so far. */
  output(): string;
  stop(): void;
}

const START_MILLISECONDS = 90_000;

export async function startService(runtime: Runtime): Promise<RunningService> {
  const folder = mkdtempSync(join(tmpdir(), `padan-browser-${runtime}-`));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = runtime === 'node' ? onNode(folder, port) : inWorkerd(folder, port);
  let text = '';
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  const stop = () => {
    child.kill('SIGTERM');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  const service = { url, output: () => text, stop };
  for (const end = Date.now() + START_MILLISECONDS; Date.now() < end; ) {
    if (child.exitCode !== null) break;
    const answers = await fetch(`${url}/agreement`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return service;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  stop();
  throw new Error(`the service did not start on ${runtime}:\n${text}`);
}

function onNode(folder: string, port: number): ChildProcess {
  const env = { ...process.env, ...SECRETS, PADAN_DATA: folder, PORT: String(port) };
  const args = ['--disable-warning=ExperimentalWarning', join(root, 'src/entry/node.ts')];
  return spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

function inWorkerd(folder: string, port: number): ChildProcess {
  const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js');
  const local = ['--local', '--persist-to', folder];
  const env = { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG_PATH: folder };
  const migrated = spawnSync(process.execPath, [wrangler, 'd1', 'migrations', 'apply', 'padan', ...local], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  if (migrated.status !== 0) throw new Error(migrated.stdout + migrated.stderr);
  const secrets = Object.entries(SECRETS).flatMap(([name, value]) => ['--var', `${name}:${value}`]);
  const args = [wrangler, 'dev', ...local, '--ip', '127.0.0.1', '--port', String(port), ...secrets];
  return spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
