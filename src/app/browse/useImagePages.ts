import { useEffect, useState } from "react";
import { toWireError } from "../../protocol/engineError.ts";
import type { PackManifest, Split } from "../../protocol/packs.ts";
import type { ImageBatch } from "../../protocol/results.ts";
import { useLab, useLabState, useSettings } from "../LabContext.tsx";

export type ImagePages = {
  /** The pack whose images are looked at; undefined until the packs are known. */
  pack: PackManifest | undefined;
  packs: readonly PackManifest[];
  split: Split;
  /** Null: all classes. */
  classIndex: number | null;
  /** Number of the page's first image among all that fit, from 0 on. */
  offset: number;
  pageSize: number;
  /** The images at `offset`, and how many fit in all; null until they are there. */
  page: (ImageBatch & { total: number }) | null;
  failure: string | null;
  choosePack: (id: string) => void;
  chooseSplit: (split: Split) => void;
  chooseClass: (index: number | null) => void;
  goTo: (offset: number) => void;
};

/**
 * The packs' images by class and split, `pageSize` at a time, first those of the run's own pack.
 *
 * @param firstSplit The split to begin with.
 */
export function useImagePages(pageSize: number, firstSplit: Split): ImagePages {
  const lab = useLab();
  const packs = useSettings((settings) => settings.packs);
  const ownPack = useSettings((settings) => settings.config.data.pack);
  const [wish, setWish] = useState<string | null>(null);
  const [split, setSplit] = useState(firstSplit);
  const [classIndex, setClassIndex] = useState<number | null>(null);
  const [offset, goTo] = useState(0);
  const [page, setPage] = useState<ImagePages["page"]>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const packId = wish ?? ownPack;
  const isThere = useLabState(({ report }) => report !== null);

  useEffect(() => {
    // Before the engine is there it could only refuse.
    if (!isThere) return;
    let isCurrent = true;
    lab
      .browse({ pack: packId, split, classIndex, offset, count: pageSize })
      .then((found) => {
        if (!isCurrent) return;
        setPage(found);
        setFailure(null);
      })
      .catch((cause: unknown) => {
        if (isCurrent) setFailure(toWireError(cause).message);
      });
    return () => {
      isCurrent = false;
    };
  }, [lab, isThere, packId, split, classIndex, offset, pageSize]);

  return {
    ...{ packs: packs ?? [], pack: packs?.find(({ id }) => id === packId) },
    ...{ split, classIndex, offset, pageSize, page, failure, goTo },
    choosePack(id) {
      setWish(id);
      setClassIndex(null);
      goTo(0);
    },
    chooseSplit(next) {
      setSplit(next);
      goTo(0);
    },
    chooseClass(index) {
      setClassIndex(index);
      goTo(0);
    },
  };
}
