import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');
const FLAGS = ['--disable-warning=ExperimentalWarning'];

interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Run `padan VERB ...` as its own process, as an officer would. */
export function padan(args: readonly string[]): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...FLAGS, join(ROOT, 'src/entry/cli.ts'), ...args], { cwd: ROOT });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}

/** The same, where anything but success ends the demo. */
export async function padanOk(args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await padan(args);
  if (code !== 0) throw new Error(`padan ${args[0]} ended with ${code}:\n${stderr}`);
  return stdout;
}

/** Start the service as its own process; resolves with its address once it answers. */
export async function startService(
  environment: Record<string, string>,
  logFile: string,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [...FLAGS, join(ROOT, 'src/entry/node.ts')], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', openSync(logFile, 'w'), 'pipe'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stderr!.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const found = /http:\/\/[0-9.]+:\d+/.exec(text);
      if (found) resolve(found[0]);
    });
    child.on('close', (code) =>
      reject(new Error(`the service ended with ${code} before it answered: ${text}`)),
    );
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      child.on('close', () => resolve());
      child.kill('SIGTERM');
    });
  return { url, stop };
}
