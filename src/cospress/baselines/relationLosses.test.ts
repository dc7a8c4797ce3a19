import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { useTestBackend } from "../../../tests/testBackend.ts";
import { presetById } from "../../protocol/presets.ts";
import { compressionLoss } from "../compressionLoss.ts";
import { ckaLoss } from "./cka.ts";
import { gramLoss } from "./gramLoss.ts";
import {
  cosine,
  dot,
  expectFinite,
  expectLikeLoop,
  mean,
  minus,
  norm,
  overPairs,
  randomVectors,
  valueOf,
  type Loop,
  type Loss,
  type Vectors,
} from "./lossOracle.fixture.ts";
import { pktLoss } from "./pkt.ts";
import { rkdAngleLoss } from "./rkdAngle.ts";
import { rkdDistanceLoss } from "./rkdDistance.ts";
import { spLoss } from "./sp.ts";

const { relationTemperature } = presetById("paper").config.method;

const relationalLoss: Loss = (teacher, student) =>
  compressionLoss(teacher, student, {
    temperatures: [relationTemperature],
    affinities: "conditional",
  });

const huber = (x: number) =>
  Math.abs(x) <= 1 ? (x * x) / 2 : Math.abs(x) - 0.5;

/** Mean over all pairs of huber(difference of relative distances). */
const rkdDistanceLoop: Loop = (teacher, student) => {
  const relative = (x: Vectors) => {
    const distances = overPairs(x.length, (i, j) => norm(minus(x[i]!, x[j]!)));
    const scale = mean(distances.flat().filter((distance) => distance > 0));
    return distances.map((row) => row.map((distance) => distance / scale));
  };
  const [t, s] = [relative(teacher), relative(student)];
  return mean(
    overPairs(t.length, (i, j) => huber(s[i]![j]! - t[i]![j]!)).flat(),
  );
};

const rkdAngleLoop: Loop = (teacher, student) => {
  const n = teacher.length;
  const angle = (x: Vectors, i: number, j: number, k: number) => {
    const [a, b] = [minus(x[i]!, x[j]!), minus(x[k]!, x[j]!)];
    return i === j || k === j ? 0 : cosine(a, b);
  };
  const all = Array.from({ length: n }, (_, j) =>
    overPairs(n, (i, k) =>
      huber(angle(student, i, j, k) - angle(teacher, i, j, k)),
    ).flat(),
  );
  return mean(all.flat());
};

const spLoop: Loop = (teacher, student) => {
  const rows = (x: Vectors) =>
    overPairs(x.length, (i, j) => dot(x[i]!, x[j]!)).map((row) =>
      row.map((value) => value / norm(row)),
    );
  const [t, s] = [rows(teacher), rows(student)];
  return mean(t.flatMap((row, i) => row.map((x, j) => (s[i]![j]! - x) ** 2)));
};

const pktLoop: Loop = (teacher, student) => {
  const chances = (x: Vectors) =>
    overPairs(x.length, (i, j) => (cosine(x[i]!, x[j]!) + 1) / 2).map((row) =>
      row.map((value) => value / row.reduce((a, b) => a + b)),
    );
  const [t, s] = [chances(teacher), chances(student)];
  return mean(
    t.flatMap((row, i) =>
      row.map((p, j) => p * Math.log((p + 1e-7) / (s[i]![j]! + 1e-7))),
    ),
  );
};

const ckaLoop: Loop = (teacher, student) => {
  const products = (x: Vectors) => {
    const centre = x[0]!.map((_, c) => mean(x.map((row) => row[c]!)));
    const centred = x.map((row) => minus(row, centre));
    return overPairs(x.length, (i, j) => dot(centred[i]!, centred[j]!)).flat();
  };
  return 1 - cosine(products(teacher), products(student));
};

const gramLoop: Loop = (teacher, student) => {
  const n = teacher.length;
  const squares = overPairs(n, (i, j) =>
    i === j
      ? 0
      : (cosine(student[i]!, student[j]!) - cosine(teacher[i]!, teacher[j]!)) **
        2,
  );
  return squares.flat().reduce((a, b) => a + b) / (n * (n - 1));
};

const relationalLoop: Loop = (teacher, student) => {
  const n = teacher.length;
  const chances = (x: Vectors, i: number) => {
    const kernel = x.map((row, j) =>
      i === j ? 0 : Math.exp(cosine(x[i]!, row) / relationTemperature),
    );
    return kernel.map((value) => value / kernel.reduce((a, b) => a + b));
  };
  return mean(
    Array.from({ length: n }, (_, i) => {
      const [t, s] = [chances(teacher, i), chances(student, i)];
      return t.reduce(
        (sum, p, j) => (i === j ? sum : sum + p * Math.log(p / s[j]!)),
        0,
      );
    }),
  );
};

/** What may be done to a student without the loss noticing. */
type Invariance = "turn" | "scale all" | "scale each" | "move";

const CASES: {
  name: string;
  loss: Loss;
  loop: Loop;
  blindTo: Invariance[];
}[] = [
  {
    name: "RKD distance",
    loss: rkdDistanceLoss,
    loop: rkdDistanceLoop,
    blindTo: ["turn", "scale all", "move"],
  },
  {
    name: "RKD angle",
    loss: rkdAngleLoss,
    loop: rkdAngleLoop,
    blindTo: ["turn", "scale all", "move"],
  },
  {
    name: "SP",
    loss: spLoss,
    loop: spLoop,
    blindTo: ["turn", "scale all"],
  },
  {
    name: "PKT",
    loss: pktLoss,
    loop: pktLoop,
    blindTo: ["turn", "scale all", "scale each"],
  },
  {
    name: "CKA",
    loss: ckaLoss,
    loop: ckaLoop,
    blindTo: ["turn", "scale all", "move"],
  },
  {
    name: "Gram",
    loss: gramLoss,
    loop: gramLoop,
    blindTo: ["turn", "scale all", "scale each"],
  },
  {
    name: "relational",
    loss: relationalLoss,
    loop: relationalLoop,
    blindTo: ["turn", "scale all", "scale each"],
  },
];

const CHANGES: Record<Invariance, (x: Vectors) => Vectors> = {
  // A turn by 40 degrees in the plane of the first two axes, and a mirror.
  turn: (x) =>
    x.map(([a = 0, b = 0, ...rest]) => [
      Math.cos(0.7) * a - Math.sin(0.7) * b,
      Math.sin(0.7) * a + Math.cos(0.7) * b,
      ...rest.map((value) => -value),
    ]),
  "scale all": (x) => x.map((row) => row.map((value) => 3 * value)),
  "scale each": (x) => x.map((row, i) => row.map((value) => (i + 1) * value)),
  move: (x) => x.map((row) => row.map((value) => value + 0.5)),
};

describe.each(["cpu", "wasm"] as const)("on %s", (backend) => {
  beforeAll(() => useTestBackend(backend));
  afterAll(() => useTestBackend("cpu"));

  describe.each(CASES)("$name", ({ loss, loop, blindTo }) => {
    test("has the value and gradient of its loop", async () => {
      for (const [n, dTeacher, dStudent] of [
        [5, 4, 3],
        [7, 3, 6],
      ] as const) {
        const teacher = randomVectors(n, dTeacher, "teacher", 0.3);
        const student = randomVectors(n, dStudent, "student", -0.2);
        await expectLikeLoop(loss, loop, teacher, student);
      }
    });

    test("is zero for the teacher itself, and above for another", async () => {
      const teacher = randomVectors(6, 4, "teacher", 0.3);
      expect(Math.abs(await valueOf(loss, teacher, teacher))).toBeLessThan(
        1e-6,
      );
      const student = randomVectors(6, 4, "student");
      expect(await valueOf(loss, teacher, student)).toBeGreaterThan(1e-4);
    });

    test.each(Object.keys(CHANGES) as Invariance[])(
      "notices what it should of: %s",
      async (change) => {
        const teacher = randomVectors(6, 5, "teacher", 0.3);
        const student = randomVectors(6, 4, "student", 0.2);
        const before = await valueOf(loss, teacher, student);
        const after = await valueOf(loss, teacher, CHANGES[change](student));
        const difference = Math.abs(after - before) / before;
        if (blindTo.includes(change)) expect(difference).toBeLessThan(1e-4);
        else expect(difference).toBeGreaterThan(1e-3);
      },
    );

    test("stays finite when images are one and the same", async () => {
      const [a, b, c] = randomVectors(3, 4, "teacher") as [
        number[],
        number[],
        number[],
      ];
      for (const student of [
        [a, a, b, c],
        [a, a, a, a],
      ]) {
        await expectFinite(loss, [a, b, b, c], student);
      }
    });
  });
});
