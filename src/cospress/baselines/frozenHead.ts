import * as tf from "../../tensor/tf.ts";
import { copyHead } from "../copyHead.ts";
import { variablesOf, type Method, type Variables } from "../method.ts";
import { compressTokens, type LinearHead } from "../teacherHead.ts";

/**
 * A control of CosPress: a linear map on the teacher's side that is fixed before step 1, and the paper's student losses against it.
 * Whatever such a method shows is owed to the side the map is on and to the cosine losses, not to a learned head.
 *
 * @param initialMap `linear.weight` [dTeacher, dStudent], and `linear.bias` [dStudent] where the map has one.
 * @param fit Sets the map from a sample of training images.
 */
export function frozenHead(
  initialMap: (
    ...[sizes, options, rng]: Parameters<Method["initialHead"]>
  ) => Record<string, tf.Tensor>,
  fit?: Method["fit"],
): Method {
  const compress = (tokens: tf.Tensor3D, head: Variables) =>
    compressTokens(tokens, head as unknown as LinearHead);
  return {
    initialHead: (...how) => variablesOf(initialMap(...how)),
    ...(fit && { fit }),
    compress,
    gradients: (batch, head, student, options) =>
      tf.tidy(() =>
        copyHead(compress(batch.teacherTokens, head), batch, student, options),
      ),
  };
}
