/** Says what an image is to both networks. Fetched when the first question comes. */
import { corruptedImage } from "../data/corruptions/corruptedImage.ts";
import { IMPORT_LIMITS } from "../data/decoders/importLimits.ts";
import { onWhite } from "../data/decoders/picture.ts";
import { areaResized } from "../data/decoders/resize.ts";
import { greyByte, IMAGE_SIDE } from "../data/image32.ts";
import { runInSlices } from "../evaluation/chunks.ts";
import { idThreshold, nearestCosines } from "../evaluation/detection.ts";
import {
  nearestRows,
  voteShares,
  type NearRow,
} from "../evaluation/nearestRows.ts";
import { unitRowsOf, type Rows, type UnitRows } from "../evaluation/rows.ts";
import type { RunConfig } from "../protocol/config.ts";
import { CORRUPTION_IDS, SEVERITIES } from "../protocol/corruptions.ts";
import { EngineError } from "../protocol/engineError.ts";
import type {
  AskedPicture,
  Recognition,
  RecognitionQuestion,
  SpaceRecognition,
} from "../protocol/recognition.ts";
import type { ImageBatch } from "../protocol/results.ts";
import { correctRows } from "./biasCorrection.ts";
import type { Evaluator } from "./evaluator.ts";
import type { TeacherTokens } from "./teacherTokens.ts";
import type { Trainer } from "./trainer.ts";

/** Neighbours that are shown; more may vote. */
const SHOWN_NEIGHBOURS = 8;

/** A picture has no position in a pack; all pictures are corrupted as the first image would be. */
const CORRUPTION_ORIGIN = { seed: 0, image: 0 } as const;

type Pause = () => Promise<void>;

/** Embeddings that a query is compared with. */
type Ground = { bank: Rows; unitBank: UnitRows; idScores: Float32Array };

export type RecogniserOptions = {
  evaluator: Evaluator;
  config: RunConfig["evaluation"];
  /** Classes of the pack. */
  classes: number;
  teacherTokens: TeacherTokens;
  /** The training images have one channel. */
  isGrey: boolean;
};

export type Recogniser = ReturnType<typeof createRecogniser>;

/** For one run; keeps what it has embedded for as long as the student stays the same. */
export function createRecogniser(options: RecogniserOptions) {
  const { evaluator, config, classes, teacherTokens, isGrey } = options;
  const { bank: bankSet, id: idSet } = evaluator.sets;
  type Extent = RecognitionQuestion["extent"];
  const sizes = (extent: Extent) => ({
    bank: evaluator.extent(bankSet, extent === "sample"),
    id: evaluator.extent(idSet, extent === "sample"),
  });
  const teacherGround = new Map<Extent, Ground>();
  let studentGround: {
    trainer: Trainer;
    step: number;
    extents: Map<Extent, Ground>;
  } | null = null;

  async function groundOf(bank: Rows, id: Rows, pause: Pause): Promise<Ground> {
    const idScores = await runInSlices(nearestCosines(id, bank), pause);
    return { bank, unitBank: unitRowsOf(bank), idScores: idScores.sort() };
  }

  async function teacherAt(extent: Extent, pause: Pause): Promise<Ground> {
    const known = teacherGround.get(extent);
    if (known) return known;
    const n = sizes(extent);
    const made = await groundOf(
      await evaluator.teacherOf(bankSet, n.bank, pause),
      await evaluator.teacherOf(idSet, n.id, pause),
      pause,
    );
    teacherGround.set(extent, made);
    return made;
  }

  async function studentAt(
    trainer: Trainer,
    step: number,
    extent: Extent,
    pause: Pause,
  ): Promise<Ground> {
    const isSame =
      studentGround?.trainer === trainer && studentGround.step === step;
    const kept = isSame
      ? studentGround!
      : { trainer, step, extents: new Map<Extent, Ground>() };
    studentGround = kept;
    const known = kept.extents.get(extent);
    if (known) return known;
    const n = sizes(extent);
    const d = trainer.sizes.width;
    const correction = await evaluator.correctionOf(trainer, pause);
    const embedded = async (set: typeof bankSet, count: number) => {
      const values = await trainer.embed(count, set.pixels, pause);
      const rows = { values, n: count, d };
      return correction ? correctRows(rows, correction) : rows;
    };
    const made = await groundOf(
      await embedded(bankSet, n.bank),
      await embedded(idSet, n.id),
      pause,
    );
    kept.extents.set(extent, made);
    return made;
  }

  /** How a query lies on its ground, and where its neighbours lie in the bank. */
  function compared(
    query: Rows,
    { unitBank, idScores }: Ground,
  ): { space: SpaceRecognition; near: NearRow[] } {
    const voters = Math.min(config.knnK, unitBank.n);
    const shown = Math.min(SHOWN_NEIGHBOURS, unitBank.n);
    const near = nearestRows(query, unitBank, Math.max(voters, shown));
    const { labels } = bankSet;
    return {
      near: near.slice(0, shown),
      space: {
        neighbours: [],
        votes: voteShares(
          near.slice(0, voters),
          labels,
          config.knnTemperature,
          classes,
        ),
        score: near[0]!.cosine,
        idScores: idScores.slice(),
        threshold: idThreshold(idScores),
      },
    };
  }

  /**
   * @throws {EngineError} `bad-command`, if the picture or the corruption is none.
   */
  return async function recognise(
    trainer: Trainer,
    step: number,
    question: RecognitionQuestion,
    pause: Pause,
  ): Promise<Recognition> {
    const { extent } = question;
    const bytes = seenBytes(question, isGrey);
    const pixels = Float32Array.from(bytes, (byte) => byte / 255);
    await pause();
    const teacher = teacherTokens.knowsAnyImage
      ? compared(
          {
            values: await teacherTokens.classTokens(
              { n: 1, pixels: () => pixels },
              pause,
            ),
            ...{ n: 1, d: teacherTokens.width },
          },
          await teacherAt(extent, pause),
        )
      : null;
    const ground = await studentAt(trainer, step, extent, pause);
    const correction = await evaluator.correctionOf(trainer, pause);
    const raw = {
      values: await trainer.embed(1, () => pixels, pause),
      ...{ n: 1, d: trainer.sizes.width },
    };
    const student = compared(
      correction ? correctRows(raw, correction) : raw,
      ground,
    );
    const images = [
      ...new Set(
        [...(teacher?.near ?? []), ...student.near].map(({ index }) => index),
      ),
    ];
    const placed = ({ space, near }: typeof student): SpaceRecognition => ({
      ...space,
      neighbours: near.map(({ index, cosine }) => ({
        ...{ at: images.indexOf(index), cosine },
      })),
    });
    return {
      ...{ step, bank: ground.bank.n },
      seen: batchOf(bytes),
      neighbourImages: bankSet.batch(images),
      teacher: teacher && placed(teacher),
      student: placed(student),
    };
  };
}

/**
 * Bytes [32, 32, 3] as the networks see them, made as those of own images are: what is transparent white, the middle square by area average, grey beside a grey
 * pack; then corrupted.
 */
function seenBytes(
  { picture, corruption }: RecognitionQuestion,
  isGrey: boolean,
): Uint8Array {
  checkPicture(picture);
  const { width, height, rgba } = picture;
  const size = { width, height, channels: 3 };
  const bytes = areaResized(onWhite(rgba), size, "cover");
  if (isGrey) {
    for (let at = 0; at < bytes.length; at += 3) {
      const [red, green, blue] = bytes.subarray(at, at + 3);
      bytes.fill(greyByte(red!, green!, blue!), at, at + 3);
    }
  }
  if (!corruption) return bytes;
  const { id, severity } = corruption;
  if (!CORRUPTION_IDS.includes(id) || !SEVERITIES.includes(severity)) {
    throw new EngineError(
      "bad-command",
      `recognise: 'corruption' must be a known one at a severity from 1 to 5, got ${JSON.stringify(corruption)}`,
    );
  }
  const changed = corruptedImage(
    Float32Array.from(bytes, (byte) => byte / 255),
    { corruption: id, severity, ...CORRUPTION_ORIGIN, isGrey },
  );
  return Uint8Array.from(changed, (value) => Math.round(255 * value));
}

function checkPicture({ width, height, rgba }: AskedPicture): void {
  const isSide = (side: number) => Number.isInteger(side) && side >= 1;
  const isWhole =
    isSide(width) &&
    isSide(height) &&
    width * height <= IMPORT_LIMITS.picturePixels &&
    rgba.length === width * height * 4;
  if (isWhole) return;
  throw new EngineError(
    "bad-command",
    `recognise: 'picture' must have 4 bytes for each of at most ${IMPORT_LIMITS.picturePixels} pixels, got ${rgba.length} bytes for ${width} x ${height}`,
  );
}

function batchOf(bytes: Uint8Array): ImageBatch {
  const rgba = new Uint8ClampedArray(IMAGE_SIDE * IMAGE_SIDE * 4).fill(255);
  for (let from = 0, to = 0; from < bytes.length; from += 3, to += 4) {
    rgba.set(bytes.subarray(from, from + 3), to);
  }
  return {
    ...{ n: 1, height: IMAGE_SIDE, width: IMAGE_SIDE, rgba },
    ...{ labels: new Uint8Array(1), domains: new Uint8Array(0) },
  };
}
