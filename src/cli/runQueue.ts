/** Work shared out between a few workers; one that ends by itself is replaced, and costs only the task it had. */

/** Does one task at a time. */
export type Worker<Task> = {
  /** Rejects with what went wrong; `isOver` then says whether the worker can be asked again. */
  run(task: Task): Promise<void>;
  readonly isOver: boolean;
  end(): void;
};

export type QueueOptions<Task> = {
  /** Workers at a time, 1 or more. */
  jobs: number;
  start: () => Worker<Task>;
  /** Tasks with the same name of this go to the same worker where that keeps all of them busy. */
  groupOf: (task: Task) => string;
  onDone: (task: Task) => void;
  onFailed: (task: Task, cause: unknown) => void;
};

/** Runs every task; a failed one does not keep the others from being run. */
export async function runQueue<Task>(
  tasks: readonly Task[],
  { jobs, start, groupOf, onDone, onFailed }: QueueOptions<Task>,
): Promise<void> {
  const waiting = [...tasks];
  /** Group that each worker is in. */
  const groups = new Map<number, string>();

  /** Of the worker's own group first, then of one that nobody is in. */
  function next(worker: number): Task | undefined {
    const others = new Set(
      [...groups].filter(([id]) => id !== worker).map(([, group]) => group),
    );
    const own = groups.get(worker);
    const at = [
      waiting.findIndex((task) => groupOf(task) === own),
      waiting.findIndex((task) => !others.has(groupOf(task))),
      0,
    ].find((index) => index >= 0)!;
    const [task] = waiting.splice(at, 1);
    if (task !== undefined) groups.set(worker, groupOf(task));
    return task;
  }

  async function work(id: number): Promise<void> {
    let worker: Worker<Task> | null = null;
    for (let task = next(id); task !== undefined; task = next(id)) {
      if (!worker || worker.isOver) worker = start();
      try {
        await worker.run(task);
        onDone(task);
      } catch (cause) {
        onFailed(task, cause);
      }
    }
    groups.delete(id);
    worker?.end();
  }

  const count = Math.min(jobs, tasks.length);
  await Promise.all(Array.from({ length: count }, (_, id) => work(id)));
}
