import type { Task, TaskQueue } from '../../ports/task-queue.ts';

export interface LocalQueue extends TaskQueue {
  /** Set once, before the first task: who does the work. */
  handle(perform: (task: Task) => Promise<void>): void;
  /** Resolves when nothing is waiting or running. */
  idle(): Promise<void>;
  /** Finish the task at hand and take no more. */
  stop(): Promise<void>;
}

/**
 * One task after the other in this process, giving the event loop a turn between them. The queue itself is
 * forgotten when the process dies: `resumeTasks` fills it again from the database.
 *
 * Edge: a task that throws is tried again after a pause and those already waiting; who counts the attempts is the handler.
 */
export function localQueue(
  onError: (task: Task, error: unknown) => void,
  pauseMilliseconds: number = 500,
): LocalQueue {
  const waiting: Task[] = [];
  let perform: ((task: Task) => Promise<void>) | null = null;
  let running: Promise<void> | null = null;
  let stopped = false;
  const work = async () => {
    for (let task = waiting.shift(); task && perform && !stopped; task = waiting.shift()) {
      await new Promise((resolve) => setImmediate(resolve));
      try {
        await perform(task);
      } catch (error) {
        onError(task, error);
        waiting.push(task);
        await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
      }
    }
    running = null;
  };
  const wake = () => {
    if (!running && perform && waiting.length > 0 && !stopped) running = work();
  };
  return {
    async enqueue(task) {
      if (!waiting.some((other) => other.kind === task.kind && other.id === task.id)) waiting.push(task);
      wake();
    },
    handle(handler) {
      perform = handler;
      wake();
    },
    async idle() {
      while (running) await running;
    },
    async stop() {
      stopped = true;
      while (running) await running;
    },
  };
}
