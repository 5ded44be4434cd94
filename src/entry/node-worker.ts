/**
 * The thread that works: comparing filters and protecting tables take seconds without a pause, and whoever asks the
 * service something meanwhile must not wait for it. Messages: a task to do, or `stop`.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { localQueue } from '../adapters/node/local-queue.ts';
import { whereThrown } from '../api/where-thrown.ts';
import type { Task } from '../ports/task-queue.ts';
import { performTask, resumeTasks } from '../usecases/tasks.ts';
import { log, openNodeService } from './node-service.ts';

export interface WorkerStart {
  readonly data: string;
  readonly baseUrl: string;
}

const { data, baseUrl } = workerData as WorkerStart;
const queue = localQueue((task, error) =>
  log({ level: 'error', event: 'task-failed', task: task.kind, where: whereThrown(error) }),
);
const { service, database } = openNodeService(process.env, data, baseUrl, queue);
queue.handle((task) => performTask(service, task));
parentPort!.on('message', (message: Task | 'stop') => {
  if (message !== 'stop') void queue.enqueue(message);
  else
    void queue.stop().then(() => {
      database.close();
      parentPort!.close();
    });
});
parentPort!.postMessage({ resumed: await resumeTasks(service) });
