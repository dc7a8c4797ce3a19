/** What runs of one thread may share: the teacher's tokens, and measures that do not depend on the method. */
import type { ImageView } from "../data/batches.ts";

/** The training views' share of a page's memory; a view of the fast teacher takes 20 kB, of the fine one 96 kB. */
const VIEW_BYTES = 192 * 2 ** 20;

/** Class tokens of held-out images: 2.3 kB each. */
const CLASS_TOKEN_BYTES = 128 * 2 ** 20;

/** Corrupted images: 3 kB each, 80 of every image. */
const CORRUPTED_BYTES = 128 * 2 ** 20;

/** View 0 is the image, view 1 its mirror image; every other is a crop drawn by the run's seed, in colours of the run. */
const SEEDLESS_VIEWS = 2;

/** Half-precision teacher tokens of training views, between LayerNorm and centring. */
export type ViewCache = {
  get(key: ImageView): Uint16Array | undefined;
  set(key: ImageView, halves: Uint16Array): void;
  readonly size: number;
};

/** What the tokens of a view follow from, beside the view. */
export type ViewScope = {
  teacher: string;
  /** Side of the grid on which tokens are kept. */
  grid: number;
  pack: string;
  seed: number;
  /** Of crops alone, as in the config. */
  colourChange: number;
};

/** A map that keeps what it has once it is full: every entry is as likely to be wanted again as any other. */
function createBoundedMap<T extends ArrayBufferView>(limitBytes: number) {
  const entries = new Map<string, T>();
  let bytes = 0;
  return {
    get: (name: string): T | undefined => entries.get(name),
    set(name: string, value: T): void {
      const known = entries.get(name)?.byteLength ?? 0;
      if (bytes - known + value.byteLength > limitBytes) return;
      bytes += value.byteLength - known;
      entries.set(name, value);
    },
    /** Forgets every entry whose name is not wanted. */
    keep(isWanted: (name: string) => boolean): void {
      for (const [name, value] of entries) {
        if (isWanted(name)) continue;
        entries.delete(name);
        bytes -= value.byteLength;
      }
    },
    get size() {
      return entries.size;
    },
  };
}

export type RunMemory = ReturnType<typeof createRunMemory>;

/** @param viewBytes Bound on the tokens of training views. */
export function createRunMemory(viewBytes = VIEW_BYTES) {
  const views = createBoundedMap<Uint16Array>(viewBytes);
  const values = new Map<string, unknown>();

  return {
    /** LayerNormed class tokens [width] of held-out images, by teacher and image. */
    classTokens: createBoundedMap<Float32Array>(CLASS_TOKEN_BYTES),

    /** Corrupted images, uint8 [32, 32, 3], by image, corruption and severity. */
    corrupted: createBoundedMap<Uint8Array>(CORRUPTED_BYTES),

    /** Tokens of one run's training views. Crops of another seed or other colours are forgotten, for they will hardly be seen again. */
    views({ teacher, grid, pack, seed, colourChange }: ViewScope): ViewCache {
      const scope = `${teacher}/${grid}/${pack}`;
      const crops = `${scope}/seed ${seed}/colours ${colourChange}/`;
      const nameOf = ({ image, view }: ImageView) =>
        view < SEEDLESS_VIEWS
          ? `${scope}/any seed/${image}/${view}`
          : `${crops}${image}/${view}`;
      views.keep(
        (name) => name.includes("/any seed/") || name.startsWith(crops),
      );
      return {
        get: (key) => views.get(nameOf(key)),
        set: (key, halves) => views.set(nameOf(key), halves),
        get size() {
          return views.size;
        },
      };
    },

    /**
     * The value of a name, made when it is first asked for.
     *
     * @param name Everything that the value follows from.
     */
    async once<T>(name: string, make: () => Promise<T>): Promise<T> {
      if (values.has(name)) return values.get(name) as T;
      const made = await make();
      values.set(name, made);
      return made;
    },
  };
}
