import { useEffect, useState } from "react";
import type { ImageBatch } from "../../protocol/results.ts";
import { useLab, useLiveRun } from "../LabContext.tsx";

/** An image of one of the run's held-out sets. */
export type SetImage = { set: string; index: number };

/** A picture: one image of a batch. */
export type Tile = { images: ImageBatch; index: number };

export const tileKey = ({ set, index }: SetImage) => `${set}/${index}`;

/** A threshold that is dragged wants other images at every move. */
const DELAY_MS = 120;

const NONE: ReadonlyMap<string, Tile> = new Map();

/** The pictures of the wanted images by `tileKey`, as they arrive; those once fetched stay for as long as the run. */
export function useSetImages(
  wanted: readonly SetImage[],
): ReadonlyMap<string, Tile> {
  const lab = useLab();
  const runId = useLiveRun((view) => view.status.runId);
  const [known, setKnown] = useState({ runId, tiles: NONE });
  const tiles = known.runId === runId ? known.tiles : NONE;
  const missing = wanted.filter((image) => !tiles.has(tileKey(image)));
  const request = missing.map(tileKey).join();

  useEffect(() => {
    if (request === "") return;
    let isOver = false;
    const timer = setTimeout(() => {
      for (const set of new Set(missing.map((image) => image.set))) {
        const images = missing.filter((image) => image.set === set);
        const indices = [...new Set(images.map(({ index }) => index))];
        lab.setImages(set, indices).then(
          (batch) => {
            if (isOver) return;
            setKnown((before) => {
              const kept = before.runId === runId ? before.tiles : NONE;
              const added = new Map(kept);
              indices.forEach((index, place) =>
                added.set(tileKey({ set, index }), {
                  images: batch,
                  index: place,
                }),
              );
              return { runId, tiles: added };
            });
          },
          () => {}, // The run was replaced meanwhile: so are its scores, and nothing is to be shown.
        );
      }
    }, DELAY_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
    // `missing` follows from `request`.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [lab, runId, request]);
  return tiles;
}
