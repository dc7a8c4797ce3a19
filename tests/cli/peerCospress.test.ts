/** The PyTorch module that a run is continued with on a cluster, held to the reference values; and the script around it, compiled only. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { learningRateAt } from "../../src/engine/learningRate.ts";
import { presetById } from "../../src/protocol/presets.ts";

const PYTHON = "/usr/bin/python3";
const folder = (name: string) =>
  fileURLToPath(new URL(`../../${name}`, import.meta.url));
const PEER = folder("scripts/peer");
const GOLDEN = folder("tests/golden");

const succeeds = (code: string) =>
  spawnSync(PYTHON, ["-c", code], { timeout: 60_000 }).status === 0;
const hasPython = succeeds("");
const hasTorch = hasPython && succeeds("import torch");
const because = (missing: boolean, what: string) =>
  missing ? ` (skipped: ${PYTHON} ${what})` : "";
const noTorch = because(!hasTorch, "cannot import torch");

/** What a program in Python prints, as JSON. */
function python(code: string, ...args: string[]): unknown {
  const { status, stdout, stderr } = spawnSync(PYTHON, ["-c", code, ...args], {
    encoding: "utf8",
    env: { ...process.env, PYTHONPATH: PEER, PYTHONDONTWRITEBYTECODE: "1" },
    maxBuffer: 2 ** 28,
  });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

/** One head for all tokens, cosine losses and no token its own neighbour: what the module computes. */
const FILES = readdirSync(GOLDEN).filter(
  (name) =>
    /^(cospress|edge)_.*\.json$/.test(name) &&
    !/mse_metric|nomask|twoheads/.test(name),
);

const STEP = `
import json, sys, torch
from cospress import TeacherHead, cospress_losses

def array(entry):
    return torch.tensor(entry["data"]).reshape(entry["shape"])

found = {}
for path in sys.argv[1:]:
    case = json.load(open(path))
    options, inputs = case["options"], case["inputs"]
    method = {
        "id": "cospress",
        "temperatures": options["temperatures"],
        "affinities": "joint" if options["sne_style"] == "full" else "conditional",
        "stopHeadGradient": options["freeze_heads_backwards"],
        "weights": {
            "global": options["lambda_global"], "local": options["lambda_local"],
            "feature": options["lambda_fea"], "classToken": options["lambda_token"],
        },
    }
    head = TeacherHead(case["Dt"], case["Ds"], method)
    values = {ours: array(inputs["head"][theirs]) for ours, theirs in [
        ("norm.weight", "ln_gamma"), ("norm.bias", "ln_beta"),
        ("linear.weight", "weight_out_in"), ("linear.bias", "bias")]}
    head.load_state_dict(values)
    found[case["name"]] = {}
    for key in case["expected"]:
        head.zero_grad()
        student = array(inputs["student_tokens"]).requires_grad_(True)
        losses = cospress_losses(array(inputs["teacher_tokens"]), student, head, method)
        losses[{"fea": "feature", "token": "classToken"}.get(key, key)].backward()
        gradients = {ours: x.grad for ours, x in [("student", student), *head.named_parameters()]}
        found[case["name"]][key] = {
            "losses": {name: term.item() for name, term in losses.items()},
            "gradients": {
                theirs: gradients[ours].flatten().tolist()
                for ours, theirs in [
                    ("student", "d_student_tokens"), ("norm.weight", "d_head.ln_gamma"),
                    ("norm.bias", "d_head.ln_beta"), ("linear.weight", "d_head.weight_out_in"),
                    ("linear.bias", "d_head.bias")]
                if gradients[ours] is not None
            },
        }
json.dump(found, sys.stdout)
`;

const LOSSES = {
  loss: "total",
  sne_local_loss: "local",
  sne_global_loss: "global",
  fea_loss: "feature",
  token_loss: "classToken",
} as const;

type Expected = {
  losses_f64: Record<string, number>;
  losses_f32: Record<string, number>;
  gradients_f64_rounded_to_f32: Record<string, unknown>;
  max_abs_diff_authors_f32_vs_f64: Record<string, unknown>;
};
/** By the loss that was backpropagated. */
type Golden = { name: string; expected: Record<string, Expected> };
type Found = Record<
  string,
  Record<
    string,
    { losses: Record<string, number>; gradients: Record<string, number[]> }
  >
>;

/** A value by its path, "d_head.bias". */
const at = (tree: unknown, dotted: string): unknown =>
  dotted
    .split(".")
    .reduce<unknown>((x, key) => (x as Record<string, unknown>)?.[key], tree);

test.skipIf(!hasTorch)(
  `losses and gradients of the PyTorch module are the reference's${noTorch}`,
  { timeout: 120_000 },
  () => {
    const paths = FILES.map((name) => path.join(GOLDEN, name));
    const found = python(STEP, ...paths) as Found;
    let compared = 0;
    for (const file of paths) {
      const golden = JSON.parse(readFileSync(file, "utf8")) as Golden;
      for (const [key, expected] of Object.entries(golden.expected)) {
        const { losses, gradients } = found[golden.name]![key]!;
        const isNearIdentical = golden.name.includes("near_identical");
        for (const [theirs, ours] of Object.entries(LOSSES)) {
          const wanted = expected.losses_f64[theirs] ?? 0;
          const rounding = (expected.losses_f32[theirs] ?? 0) - wanted;
          const tolerance = isNearIdentical
            ? 1e-5
            : Math.max(10 * Math.abs(rounding), 1e-6, 1e-4 * Math.abs(wanted));
          const difference = Math.abs((losses[ours] ?? 0) - wanted);
          expect(difference, `${golden.name} ${ours}`).toBeLessThanOrEqual(
            tolerance,
          );
        }
        for (const [name, values] of Object.entries(gradients)) {
          if (isNearIdentical) {
            expect(values.every(Number.isFinite)).toBe(true);
            continue;
          }
          const wanted = at(expected.gradients_f64_rounded_to_f32, name);
          if (!wanted) continue;
          const { data } = wanted as { data: number[] };
          const rounding = at(expected.max_abs_diff_authors_f32_vs_f64, name);
          const tolerance = Math.max(
            10 * (typeof rounding === "number" ? rounding : 0),
            1e-6,
            1e-4 * Math.max(...data.map(Math.abs)),
          );
          const difference = Math.max(
            ...values.map((x, i) => Math.abs(x - data[i]!)),
          );
          expect(
            difference,
            `${golden.name} ${key} ${name}`,
          ).toBeLessThanOrEqual(tolerance);
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(60);
  },
);

test.skipIf(!hasTorch)(
  `the PyTorch schedule and the lab's are one${noTorch}`,
  () => {
    const { optimiser } = presetById("emoji-quick").config;
    const steps = [1, 2, 10, 30, 31, 100, 599, 600, 700];
    for (const schedule of ["step", "epoch"] as const) {
      const options = { ...optimiser, schedule };
      const rates = python(
        `import json, sys
from cospress import learning_rate
options, steps = json.loads(sys.argv[1]), json.loads(sys.argv[2])
print(json.dumps([learning_rate(step, options, 47) for step in steps]))`,
        JSON.stringify(options),
        JSON.stringify(steps),
      ) as number[];
      steps.forEach((step, i) =>
        expect(rates[i]).toBeCloseTo(learningRateAt(step, options, 47), 12),
      );
    }
  },
);

test.skipIf(!hasTorch)(
  `a student goes through Python and keeps its bytes; matrices and positions alone decay; what is trained has a gradient${noTorch}`,
  () => {
    const temporary = mkdtempSync(path.join(tmpdir(), "peer-"));
    const found = python(
      `import json, sys, torch
from cospress import parameter_groups
from student import Student, load_student, save_student
sizes = dict(image=32, patch=8, width=12, depth=1, heads=3, stem="linear")
torch.manual_seed(1)
student = Student(**sizes)
metadata = {"cospress_lab": json.dumps({"version": 1, "sizes": sizes})}
save_student(sys.argv[1], student, metadata)
again = load_student(sys.argv[1])
same = all(torch.equal(x, y) for x, y in zip(student.state_dict().values(), again.state_dict().values()))
names = {id(value): name for name, value in student.named_parameters()}
groups = parameter_groups([student], 0.05)
student(torch.rand(2, 3, 32, 32)).square().sum().backward()
idle = [names[id(value)] for group in groups for value in group["params"] if value.grad is None]
print(json.dumps([same, idle, [[group["weight_decay"], [names[id(x)] for x in group["params"]]] for group in groups]]))`,
      path.join(temporary, "student.safetensors"),
    ) as [boolean, string[], [number, string[]][]];
    rmSync(temporary, { recursive: true });
    const [isSame, idle, groups] = found;
    expect(isSame).toBe(true);
    expect(idle).toEqual([]);
    expect(groups.map(([decay]) => decay)).toEqual([0.05, 0]);
    const [decaying, others] = groups.map(([, names]) => names);
    expect(decaying).toEqual(
      expect.arrayContaining(["cls_token", "pos_embed"]),
    );
    expect(decaying).toContain("blocks.0.attn.qkv.weight");
    expect(others).toEqual(
      expect.arrayContaining(["norm.weight", "blocks.0.ls1.gamma"]),
    );
    expect(others).toContain("blocks.0.attn.qkv.bias");
  },
);

test.skipIf(!hasPython)(
  `the script for a cluster compiles${because(!hasPython, "is not there")}`,
  () => {
    const code = `import ast, sys
for name in sys.argv[1:]: ast.parse(open(name).read(), name)
print("true")`;
    const files = ["train.py", "cospress.py", "student.py"];
    expect(python(code, ...files.map((name) => path.join(PEER, name)))).toBe(
      true,
    );
  },
);
