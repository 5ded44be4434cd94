import { isName } from '../exchange/encoded-header.ts';
import { isPublicKey } from '../exchange/signing.ts';
import { keyFingerprint, readKeyFile } from '../pprl/keys.ts';
import {
  destroyProjectKey,
  loadProjectKey,
  openProjectKey,
  sealProjectKey,
  serviceEnvironment,
  writeIdentity,
  writeProjectKey,
} from '../usecases/keys.ts';
import { type CliContext, type Command, UsageError } from './command.ts';
import { readOptions } from './options.ts';

type Action = (args: readonly string[], context: CliContext) => Promise<void>;

const identity: Action = async (args, context) => {
  const options = readOptions(args, { values: ['o'] }, 0, 0);
  const { publicKey, recipient } = await writeIdentity(context, options.need('o'));
  if (options.need('o') === '-') return;
  context.print(`public key ${publicKey}`);
  context.print(`recipient  ${recipient}`);
};

const project: Action = async (args, context) => {
  const options = readOptions(args, { values: ['project', 'o'] }, 0, 0);
  const id = options.need('project');
  if (!isName(id)) throw new UsageError('--project is 1 to 64 letters, digits, dots, dashes or underscores');
  const fingerprint = await writeProjectKey(context, id, options.need('o'));
  if (options.need('o') !== '-') context.print(`key fingerprint ${fingerprint}`);
};

const seal: Action = async (args, context) => {
  const options = readOptions(args, { values: ['to', 'identity', 'o'] }, 1, 1);
  const out = options.need('o');
  const paths = { key: options.positionals[0]!, identity: options.need('identity'), out };
  const key = await sealProjectKey(context, paths, options.need('to'));
  if (out !== '-') context.print(`key fingerprint ${key.keyFingerprint}, project ${key.project}`);
};

const open: Action = async (args, context) => {
  const options = readOptions(args, { values: ['from', 'identity', 'o'] }, 1, 1);
  const from = options.need('from');
  if (!isPublicKey(from)) throw new UsageError('--from is a public key: 64 hexadecimal digits');
  const out = options.need('o');
  const paths = { sealed: options.positionals[0]!, identity: options.need('identity'), out };
  const key = await openProjectKey(context, paths, from);
  if (out !== '-') context.print(`key fingerprint ${key.keyFingerprint}, project ${key.project}`);
};

const fingerprint: Action = async (args, context) => {
  const options = readOptions(args, { values: ['project'] }, 1, 1);
  const path = options.positionals[0]!;
  const id = options.value('project');
  if (id === undefined) {
    context.print((await loadProjectKey(context.files, path)).keyFingerprint);
    return;
  }
  const { key } = readKeyFile(await context.files.readAll(path), 'clkhash');
  context.print(keyFingerprint(key, id));
};

const destroy: Action = async (args, context) => {
  const options = readOptions(args, { values: ['identity', 'o'] }, 1, 1);
  const out = options.need('o');
  const paths = { key: options.positionals[0]!, identity: options.need('identity'), out };
  const key = await destroyProjectKey(context, paths);
  if (out !== '-') context.print(`destroyed: key fingerprint ${key.keyFingerprint}, project ${key.project}`);
};

const service: Action = async (args, context) => {
  readOptions(args, { values: [] }, 0, 0);
  for (const line of serviceEnvironment(context.randomness)) context.print(line);
};

const ACTIONS: Readonly<Record<string, Action>> = {
  identity,
  project,
  seal,
  open,
  fingerprint,
  destroy,
  service,
};

/** `padan keys`: identities, the project key, its way to the other custodian and its end. */
export const keysCommand: Command = {
  name: 'keys',
  usage: [
    'identity|project|seal|open|fingerprint|destroy|service ...',
    'identity -o ID              draw an identity; give its public key and recipient to the others',
    'project --project P -o KEY  draw the key of project P (one custodian does, once)',
    'seal KEY --to AGE_RECIPIENT --identity ID -o SEALED   seal the key to another custodian and sign it',
    'open SEALED --from PUBLIC_KEY --identity ID -o KEY    check whose it is, and open it',
    'fingerprint KEY             to be compared off-channel; --project P for a clkhash secret',
    'destroy KEY --identity ID -o RECORD   erase the key, with a signed record of it',
    'service                     print the environment lines that a service needs',
  ].join('\n'),
  async run([word = '', ...args], context) {
    const action = Object.hasOwn(ACTIONS, word) ? ACTIONS[word] : undefined;
    if (action === undefined) throw new UsageError(`one of ${Object.keys(ACTIONS).join(', ')}`);
    await action(args, context);
    return 0;
  },
};
