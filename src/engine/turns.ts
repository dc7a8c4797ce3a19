/**
 * Who works on the run, and when: background work, which anything else interrupts; questions, answered between two parts of whatever is under way;
 * work that has the run alone. Knows no commands, and of the run only whether it trains.
 */
import { EngineError } from "../protocol/engineError.ts";
import { Interrupted, pauseUnless } from "./interruptible.ts";

export type Pause = () => Promise<void>;

type TurnsOptions = {
  isTraining: () => boolean;
  /** Told what ended background work, unless it was interrupted. */
  onFailure: (cause: unknown) => Promise<unknown>;
};

export const givenUp = (command: string) =>
  new EngineError("bad-command", `${command}: given up for a newer command`);

const isDiverged = (cause: unknown) =>
  cause instanceof EngineError && cause.code === "diverged";

export function createTurns({ isTraining, onFailure }: TurnsOptions) {
  /** More than one only while the earlier ones end. */
  const background = new Set<{ isInterrupted: boolean; done: Promise<void> }>();
  /** Work to be done between two steps of a running loop. */
  const interludes: (() => Promise<void>)[] = [];
  /** What is answered between two steps of a running loop, or two parts of background work, and ends neither; never rejects. */
  const questions: ((pause: Pause) => Promise<void>)[] = [];
  /** Settles when nothing has the run alone. */
  let lone: Promise<unknown> = Promise.resolve();

  /**
   * Starts work that may be interrupted at any pause, in place of what is under way.
   *
   * @returns `done` settles when it is over, or was interrupted, perhaps before it began; it never rejects.
   */
  function startBackground(work: (pause: Pause) => Promise<void>): {
    readonly done: Promise<void>;
  } {
    const token = { isInterrupted: false, done: Promise.resolve() };
    const ended = background.size > 0 ? endPresent() : null;
    background.add(token);
    const pause = pauseUnless(() => token.isInterrupted);
    const begin = () =>
      work(async () => {
        await pause();
        await answer(pause);
      });
    token.done = (ended ? ended.then(pause).then(begin) : begin())
      .catch(async (cause: unknown) => {
        if (!(cause instanceof Interrupted)) await onFailure(cause);
      })
      .finally(() => {
        background.delete(token);
        answerAtRest();
      });
    return token;
  }

  async function answer(pause: Pause): Promise<void> {
    for (const question of questions.splice(0)) await question(pause);
  }

  /** Answers what was asked, unless something is under way that will. */
  function answerAtRest(): void {
    if (questions.length === 0 || isTraining() || background.size > 0) return;
    startBackground(answer);
  }

  function signalPresent(): void {
    for (const token of background) token.isInterrupted = true;
  }

  async function endPresent(): Promise<void> {
    const ending = [...background];
    signalPresent();
    await Promise.all(ending.map(({ done }) => done));
  }

  /** Work that was started while the earlier one ended is interrupted as well. */
  async function endBackground(): Promise<void> {
    while (background.size > 0) await endPresent();
  }

  function betweenSteps<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      interludes.push(async () => {
        try {
          resolve(await work());
        } catch (cause) {
          reject(cause as Error);
          // Of the run, and not of who asked.
          if (isDiverged(cause)) throw cause;
        }
      });
    });
  }

  return {
    startBackground,

    /** Ends background work at its next pause. Work that has the run alone is waited for. */
    async interrupt(): Promise<void> {
      await endBackground();
      await lone;
    },

    /** Has background work end at its next pause, and waits for nothing. */
    signal: signalPresent,

    /** Runs `work` beside whatever is under way. @throws {EngineError} `bad-command`, if something newer came in between. */
    async ask<T>(
      command: string,
      work: (pause: Pause) => Promise<T>,
    ): Promise<T> {
      const answered = new Promise<T>((resolve, reject) => {
        questions.push((pause) => work(pause).then(resolve, reject));
      });
      answerAtRest();
      try {
        return await answered;
      } catch (cause) {
        if (cause instanceof Interrupted) throw givenUp(command);
        throw cause;
      }
    },

    /** Runs `work` alone: between two steps of a running loop, or at once. From the call on, whatever would train or end the run waits for it. */
    alone<T>(work: () => Promise<T>): Promise<T> {
      if (isTraining()) return betweenSteps(work);
      const before = lone;
      const mine = (async () => {
        await endBackground();
        await before;
        return isTraining() ? betweenSteps(work) : work();
      })();
      lone = Promise.allSettled([before, mine]);
      return mine;
    },

    /** The turn of everybody else, after a step. @throws {EngineError} `diverged`, if that was found meanwhile. */
    async afterStep(pause: Pause): Promise<void> {
      for (const interlude of interludes.splice(0)) await interlude();
      await answer(pause);
    },

    /** Does what was to come between steps, of which there are no more, and what was asked. */
    afterTraining(): void {
      for (const interlude of interludes.splice(0)) {
        void interlude().catch(() => {});
      }
      answerAtRest();
    },

    /** Gives up what was asked. */
    refuseQuestions: () => answer(() => Promise.reject(new Interrupted())),
  };
}
