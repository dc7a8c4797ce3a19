import { cka } from "../cospress/baselines/cka.ts";
import { gaussian } from "../cospress/baselines/gaussian.ts";
import { gram } from "../cospress/baselines/gram.ts";
import { kd } from "../cospress/baselines/kd.ts";
import { mse } from "../cospress/baselines/mse.ts";
import { orthonormal } from "../cospress/baselines/orthonormal.ts";
import { pca } from "../cospress/baselines/pca.ts";
import { pkt } from "../cospress/baselines/pkt.ts";
import { proteus } from "../cospress/baselines/proteus.ts";
import { relational } from "../cospress/baselines/relational.ts";
import { rkdAngle } from "../cospress/baselines/rkdAngle.ts";
import { rkdDistance } from "../cospress/baselines/rkdDistance.ts";
import { scratch } from "../cospress/baselines/scratch.ts";
import { sp } from "../cospress/baselines/sp.ts";
import { svd } from "../cospress/baselines/svd.ts";
import { untrained } from "../cospress/baselines/untrained.ts";
import { vkd } from "../cospress/baselines/vkd.ts";
import { cospress } from "../cospress/cospress.ts";
import type { Method } from "../cospress/method.ts";
import type { MethodId } from "../protocol/methods.ts";

/** Every method by its id in the config. */
export const METHODS: Record<MethodId, Method> = {
  cospress,
  svd,
  pca,
  gaussian,
  orthonormal,
  proteus,
  mse,
  vkd,
  "rkd-distance": rkdDistance,
  "rkd-angle": rkdAngle,
  sp,
  pkt,
  cka,
  gram,
  relational,
  kd,
  scratch,
  untrained,
};
