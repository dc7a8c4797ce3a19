import { useId, useState } from "react";
import { ChartFigure } from "../../charts/ChartFigure.tsx";
import { formatDegrees, formatTick } from "../../charts/format.ts";
import { SameLossPicture } from "../../charts/SameLossPicture.tsx";
import { narrowedAngle, remix, type Point } from "../../protocol/sameLoss.ts";
import { claims as t } from "../../texts/en/claims.tsx";
import styles from "./Claims.module.css";

/** Eight images in a student of two dimensions, spread round the circle at uneven lengths. */
const STUDENT: readonly Point[] = [
  [10, 0.95],
  [50, 0.75],
  [95, 1],
  [140, 0.8],
  [190, 0.9],
  [235, 0.7],
  [275, 0.85],
  [320, 1],
].map(([degrees, length]) => [
  length! * Math.cos((degrees! * Math.PI) / 180),
  length! * Math.sin((degrees! * Math.PI) / 180),
]);

/** From the student's two dimensions to a teacher's three. */
const HEAD = [
  [1, 0.2, -0.4],
  [-0.3, 0.9, 0.5],
] as const;

/** What no linear head reaches: so that the loss is not 0. */
const BEYOND = 0.15;
const TEACHER = STUDENT.map(([x, y], i) =>
  HEAD[0].map(
    (weight, k) =>
      weight * x + HEAD[1][k]! * y + ((i + k) % 2 ? BEYOND : -BEYOND),
  ),
);

/** Steps of the slider: a hundredth of two decades. */
const CONDITION_STEPS = 100;
const conditionAt = (step: number) => 10 ** ((2 * step) / CONDITION_STEPS);

/** Two sliders over exact algebra: the loss of a student-side head stays, the angles do not. */
export function SameLossDemo() {
  const [step, setStep] = useState(50);
  const [axis, setAxis] = useState(0);
  const [conditionId, axisId] = [useId(), useId()];
  const condition = conditionAt(step);
  const plain = remix(STUDENT, HEAD, TEACHER, 1, 0);
  const bent = remix(STUDENT, HEAD, TEACHER, condition, axis);
  const text = condition.toPrecision(condition < 9.95 ? 2 : 3);
  return (
    <ChartFigure
      title={t.sameLoss.title}
      caption={t.sameLoss.caption}
      summary={t.sameLoss.summary(
        text,
        formatLossText(bent.loss),
        formatDegrees(bent.meanAngleError),
        formatDegrees(bent.maxAngleError),
        formatDegrees(narrowedAngle(90, condition)),
      )}
      table={{
        columns: t.sameLoss.columns,
        rows: [1, 3, 10, 30, 100].map((value) => {
          const at = remix(STUDENT, HEAD, TEACHER, value, axis);
          return [
            formatTick(value),
            formatLossText(at.loss),
            formatDegrees(at.meanAngleError),
            formatDegrees(at.maxAngleError),
          ];
        }),
      }}
    >
      <div className={styles["demo"]}>
        <SameLossPicture before={plain.points} after={bent.points} />
        <div className={styles["sliders"]}>
          <label htmlFor={conditionId}>{t.sameLoss.condition(text)}</label>
          <input
            id={conditionId}
            type="range"
            min={0}
            max={CONDITION_STEPS}
            step={1}
            value={step}
            aria-valuetext={text}
            onChange={(event) => setStep(Number(event.target.value))}
          />
          <label htmlFor={axisId}>{t.sameLoss.direction(axis)}</label>
          <input
            id={axisId}
            type="range"
            min={0}
            max={180}
            step={5}
            value={axis}
            aria-valuetext={t.sameLoss.degrees(axis)}
            onChange={(event) => setAxis(Number(event.target.value))}
          />
          <dl className={styles["numbers"]}>
            <dt>{t.sameLoss.lossOfStudent}</dt>
            <dd>{formatLossText(plain.loss)}</dd>
            <dt>{t.sameLoss.lossOfRemixed}</dt>
            <dd>{formatLossText(bent.loss)}</dd>
            <dt>{t.sameLoss.meanError}</dt>
            <dd>{formatDegrees(bent.meanAngleError)}</dd>
            <dt>{t.sameLoss.largest}</dt>
            <dd>{formatDegrees(bent.maxAngleError)}</dd>
          </dl>
        </div>
      </div>
    </ChartFigure>
  );
}

const formatLossText = (loss: number) => loss.toFixed(4);
