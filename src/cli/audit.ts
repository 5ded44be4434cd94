import { hexToBytes } from '@noble/hashes/utils.js';
import { type HashedEvent, headHolds, type SignedHead, verifyChain } from '../agreement/audit-chain.ts';
import { isPublicKey } from '../exchange/signing.ts';
import { DomainError } from '../problems.ts';
import { type CliContext, type Command, UsageError } from './command.ts';
import { readJsonFile, readOptions } from './options.ts';

/** `padan audit`: does a service's log hold together, and does it still hold what somebody kept of it? */
export const auditCommand: Command = {
  name: 'audit',
  usage: [
    'LOG.json [LOG.json ...] --public-key HEX [--kept RECEIPT.json[,RECEIPT.json...]]',
    'LOG.json      pages of GET /audit-log, from the first event on, in order (?after=0&limit=1000, ?after=1000 ...)',
    '--public-key  of the service, from GET /audit-log/head, better from a paper of earlier days',
    '--kept        receipts, minutes or answers with a signed head that you kept',
    'Exit 1 where the log was changed, cut off, or never held what was kept.',
  ].join('\n'),
  async run(args, context) {
    const options = readOptions(args, { values: ['public-key', 'kept'] }, 1, Number.POSITIVE_INFINITY);
    const publicKey = options.need('public-key');
    if (!isPublicKey(publicKey)) throw new UsageError('--public-key is 64 hexadecimal digits');
    const pages = await Promise.all(options.positionals.map((path) => readPage(context, path)));
    const kept = await readKept(context, options.value('kept'));
    const heads = [...pages.map(({ head }) => head), ...kept];
    const unsigned = heads.findIndex((head) => !headHolds(head, hexToBytes(publicKey)));
    if (unsigned >= 0) return broken(context, heads[unsigned]!.seq, 'signature');
    const events = pages.flatMap((page) => page.events);
    const verdict = verifyChain(events, kept);
    if (!verdict.holds) return broken(context, verdict.seq, verdict.why);
    context.print(`${events.length} events hold together; ${kept.length} kept heads are among them`);
    return 0;
  },
};

function broken({ print }: CliContext, seq: number, why: string): 1 {
  print(`the log does not hold: event ${seq}, ${why}`);
  return 1;
}

async function readPage({ files }: CliContext, path: string) {
  const { events, head } = ((await readJsonFile(files, path)) ?? {}) as {
    events?: readonly HashedEvent[];
    head?: SignedHead;
  };
  if (!Array.isArray(events) || !isHead(head)) throw new DomainError('json-invalid');
  return { events, head };
}

async function readKept({ files }: CliContext, paths: string | undefined): Promise<SignedHead[]> {
  const documents = await Promise.all((paths?.split(',') ?? []).map((path) => readJsonFile(files, path)));
  return documents.map((document) => {
    const head = findHead(document);
    if (head === null) throw new DomainError('json-invalid');
    return head;
  });
}

/** Receipts keep the head at different depths: the first member that is one. */
function findHead(value: unknown): SignedHead | null {
  if (typeof value !== 'object' || value === null) return null;
  if (isHead(value)) return value;
  for (const member of Object.values(value)) {
    const found = findHead(member);
    if (found !== null) return found;
  }
  return null;
}

function isHead(value: unknown): value is SignedHead {
  const { format, seq, hash, signature } = (value ?? {}) as Partial<SignedHead>;
  return (
    format === 'padan-audit-head/1' &&
    Number.isSafeInteger(seq) &&
    typeof hash === 'string' &&
    typeof signature === 'string'
  );
}
