"""The lab's training step in PyTorch, on the same numbers: time, and losses of the first steps.

    python3 standardStep.py DIR [--threads 1] [--steps 5] [--devices cpu,cuda,compiled]

DIR holds case.json and numbers.bin, written by `lab bench-numbers` (src/cli/bench.ts). Prints one JSON object: for every device that is there
(the CPU on so many threads, a GPU eagerly and compiled) the milliseconds of each step, the processor time of one, and the losses that the step begins with.
"""

import argparse
import json
import math
import pathlib
import sys
import time

import torch
import torch.nn.functional as F

SELF_PAIR_PENALTY = 1e8
VIT_EPSILON = 1e-6
HEAD_EPSILON = 1e-5


def read_case(folder):
    case = json.loads((folder / "case.json").read_text())
    flat = torch.frombuffer(
        bytearray((folder / "numbers.bin").read_bytes()), dtype=torch.float32
    )
    tensors = {}
    for name, place in case["tensors"].items():
        size = math.prod(place["shape"])
        values = flat[place["offset"] : place["offset"] + size]
        tensors[name] = values.reshape(place["shape"]).clone()
    return case, tensors


def parameters_of(tensors, prefix, device):
    """Parameters by name; matrices of linear layers as PyTorch keeps them, [out, in]."""
    found = {}
    for name, value in tensors.items():
        if not name.startswith(prefix + "."):
            continue
        if value.dim() == 2:
            value = value.t().contiguous()
        found[name[len(prefix) + 1 :]] = value.to(device)
    return found


def attention(qkv, heads):
    """[b, t, 3 * width] -> [b, t, width]"""
    b, t, width3 = qkv.shape
    width = width3 // 3
    q, k, v = qkv.reshape(b, t, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
    if hasattr(F, "scaled_dot_product_attention"):
        mixed = F.scaled_dot_product_attention(q, k, v)
    else:
        weights = (q @ k.transpose(-2, -1) * (width // heads) ** -0.5).softmax(-1)
        mixed = weights @ v
    return mixed.transpose(1, 2).reshape(b, t, width)


def vit_tokens(p, sizes, images):
    """Images [b, side, side, 3], 0 to 1 -> tokens [b, 1 + grid * grid, width], class token first."""
    b, side = images.shape[:2]
    patch, width = sizes["patch"], sizes["width"]
    grid = side // patch
    pixels = (
        (images * 2 - 1)
        .reshape(b, grid, patch, grid, patch, 3)
        .transpose(2, 3)
        .reshape(b, grid * grid, patch * patch * 3)
    )
    linear = lambda name, x: F.linear(x, p[f"{name}.weight"], p[f"{name}.bias"])
    norm = lambda name, x: F.layer_norm(
        x, (width,), p[f"{name}.weight"], p[f"{name}.bias"], VIT_EPSILON
    )
    x = torch.cat(
        [p["cls_token"].expand(b, -1, -1), linear("patch_embed.proj", pixels)], 1
    )
    x = x + p["pos_embed"]
    for i in range(sizes["depth"]):
        name = f"blocks.{i}"
        qkv = linear(f"{name}.attn.qkv", norm(f"{name}.norm1", x))
        mixed = linear(f"{name}.attn.proj", attention(qkv, sizes["heads"]))
        x = x + p[f"{name}.ls1.gamma"] * mixed
        hidden = F.gelu(linear(f"{name}.mlp.fc1", norm(f"{name}.norm2", x)))
        x = x + p[f"{name}.ls2.gamma"] * linear(f"{name}.mlp.fc2", hidden)
    return norm("norm", x)


def log_joint(vectors, sharpness):
    """Log joint affinities of sets [sets, n, d] at every temperature, [temperatures, sets, n, n]."""
    n = vectors.shape[1]
    unit = F.normalize(vectors, dim=-1)
    cosines = unit @ unit.transpose(-2, -1)
    cosines = cosines - SELF_PAIR_PENALTY * torch.eye(n, device=vectors.device)
    outgoing = (cosines * sharpness).log_softmax(-1)
    return torch.logaddexp(outgoing, outgoing.transpose(-2, -1)) - math.log(2 * n)


def compression_loss(teacher, compressed, sharpness):
    with torch.no_grad():
        log_p = log_joint(teacher, sharpness)
    log_q = log_joint(compressed, sharpness)
    sets, temperatures = teacher.shape[0], sharpness.shape[0]
    return (log_p.exp() * (log_p - log_q)).sum() / (sets * temperatures)


def cosine_loss(x, y):
    return 1 - F.cosine_similarity(x.flatten(1), y.flatten(1), dim=-1, eps=1e-12).mean()


class Step:
    """One update of student and head, as src/engine/trainer.ts makes it."""

    def __init__(self, case, tensors, device, compile_it):
        self.case = case
        self.device = device
        self.images = tensors["images"].to(device)
        self.cached = tensors.get("teacherTokens")
        if self.cached is not None:
            self.cached = self.cached.to(device)
        self.teacher = parameters_of(tensors, "teacher", device)
        self.student = parameters_of(tensors, "student", device)
        self.head = parameters_of(tensors, "head", device)
        temperatures = torch.tensor(case["temperatures"], device=device)
        self.sharpness = (1 / temperatures).reshape(-1, 1, 1, 1)
        trained = {
            **self.student,
            **{f"head.{name}": value for name, value in self.head.items()},
        }
        for value in trained.values():
            value.requires_grad_(True)
        # Matrices and positions decay; vectors, and biases of any shape, do not.
        decays = lambda name, value: value.dim() > 1 and not name.endswith(".bias")
        groups = [
            {
                "params": [v for n, v in trained.items() if decays(n, v) == wanted],
                "weight_decay": case["weightDecay"] if wanted else 0.0,
            }
            for wanted in (True, False)
        ]
        self.optimiser = torch.optim.AdamW(
            groups, lr=case["learningRate"], betas=(0.9, 0.999), eps=1e-8, foreach=True
        )
        self.losses = torch.compile(self.losses_of) if compile_it else self.losses_of

    def losses_of(self, images, cached):
        case = self.case
        if cached is None:
            with torch.no_grad():
                tokens = vit_tokens(self.teacher, case["teacher"], images)
        else:
            tokens = cached
        head = self.head
        normed = F.layer_norm(
            tokens,
            tokens.shape[-1:],
            head["norm.weight"],
            head["norm.bias"],
            HEAD_EPSILON,
        )
        compressed = F.linear(normed, head["linear.weight"], head["linear.bias"])
        student = vit_tokens(self.student, case["student"], images)
        # The gradient stops here: the student follows the head, which does not feel it.
        target = compressed.detach()
        weights = case["weights"]
        terms = {
            "global": compression_loss(
                tokens[None, :, 0], compressed[None, :, 0], self.sharpness
            ),
            "local": compression_loss(tokens, compressed, self.sharpness),
            "feature": cosine_loss(student, target),
            "classToken": cosine_loss(student[:, 0], target[:, 0]),
        }
        total = sum(weights[name] * term for name, term in terms.items())
        return total, terms

    def __call__(self):
        total, terms = self.losses(self.images, self.cached)
        self.optimiser.zero_grad(set_to_none=True)
        total.backward()
        self.optimiser.step()
        return total, terms

    def wait(self):
        if self.device != "cpu":
            torch.cuda.synchronize()


def measure(case, tensors, device, compile_it, steps):
    step = Step(case, tensors, device, compile_it)
    losses = []
    # These are the warm-up too.
    for _ in case["losses"]:
        total, terms = step()
        losses.append(
            {"total": total.item(), **{name: term.item() for name, term in terms.items()}}
        )
    times = []
    processor = time.process_time()
    for _ in range(steps):
        step.wait()
        started = time.perf_counter()
        step()
        step.wait()
        times.append(1000 * (time.perf_counter() - started))
    return losses, times, 1000 * (time.process_time() - processor) / steps


def product_gflops():
    """Speed of one matrix product on the CPU, in GFLOP/s: tells an optimised BLAS (tens) from the reference one (about 2)."""
    a, b = torch.randn(4160, 96), torch.randn(96, 384)
    a @ b
    started = time.process_time()
    for _ in range(5):
        a @ b
    return 5 * 2 * 4160 * 96 * 384 / (time.process_time() - started) / 1e9


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--devices", default="cpu,cuda,compiled")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    case, tensors = read_case(options.folder)
    wanted = options.devices.split(",")
    devices = []
    if "cpu" in wanted:
        devices.append(("cpu", False, f"CPU, {options.threads} thread(s), eager"))
    if torch.cuda.is_available():
        name = torch.cuda.get_device_name()
        if "cuda" in wanted:
            devices.append(("cuda", False, f"{name}, eager"))
        if "compiled" in wanted and hasattr(torch, "compile"):
            devices.append(("cuda", True, f"{name}, torch.compile"))
    results = []
    for device, compile_it, description in devices:
        print(f"{case['name']} in PyTorch on {description}", file=sys.stderr)
        losses, times, processor_ms = measure(
            case, tensors, device, compile_it, options.steps
        )
        results.append(
            {
                "device": description,
                "losses": losses,
                "ms": times,
                "processorMs": processor_ms,
            }
        )
    json.dump(
        {
            "torch": torch.__version__,
            "threads": torch.get_num_threads(),
            "productGflops": product_gflops(),
            "results": results,
        },
        sys.stdout,
    )


main()
