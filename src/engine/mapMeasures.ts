import { mapSpectrum } from "../evaluation/geometry/spectrum.ts";
import type { MapSpectrum } from "../protocol/measures.ts";
import type { Trainer } from "./trainer.ts";

/** Spectrum of the linear map of a head on the teacher's side, the scale of a LayerNorm in front of it included; `precision` as in `mapSpectrum`. */
export async function measureMap(
  trainer: Trainer,
  precision: "exact" | "quick" = "exact",
): Promise<MapSpectrum> {
  const head = await trainer.head();
  const { shape, values } = head["linear.weight"]!;
  const [rows, columns] = shape as [number, number];
  const scale = head["norm.weight"]?.values;
  const kernel = scale
    ? values.map((value, i) => value * scale[Math.floor(i / columns)]!)
    : values;
  return mapSpectrum(kernel, rows, columns, precision);
}
