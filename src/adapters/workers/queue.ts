import type { Task, TaskKind, TaskQueue } from '../../ports/task-queue.ts';
import type { QueueMessage, QueueProducer } from './bindings.ts';

const KINDS: readonly TaskKind[] = ['check-submission', 'advance-run', 'build-table', 'erase-vault'];
/** Before a message whose work failed is delivered again. */
const PAUSE_SECONDS = 5;

export function cloudflareQueue(producer: QueueProducer): TaskQueue {
  return {
    async enqueue({ kind, id }) {
      await producer.send({ kind, id });
    },
  };
}

/** Hand each message to `perform`; a message that is no task is dropped. */
export async function consume(
  messages: readonly QueueMessage[],
  perform: (task: Task) => Promise<void>,
  onError: (task: Task, error: unknown) => void,
): Promise<void> {
  for (const message of messages) {
    const task = asTask(message.body);
    if (!task) {
      message.ack();
      continue;
    }
    try {
      await perform(task);
      message.ack();
    } catch (error) {
      onError(task, error);
      message.retry({ delaySeconds: PAUSE_SECONDS });
    }
  }
}

function asTask(body: unknown): Task | null {
  if (typeof body !== 'object' || body === null || !('kind' in body) || !('id' in body)) return null;
  const { kind, id } = body;
  return KINDS.includes(kind as TaskKind) && typeof id === 'string' ? { kind: kind as TaskKind, id } : null;
}
