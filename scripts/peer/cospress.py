"""CosPress in plain PyTorch: the head, the losses, the schedule and the optimiser of the lab, from the lab's own config.

    head = TeacherHead(384, config["student"]["width"], config["method"])
    losses = cospress_losses(teacher_tokens, student_tokens, head, config["method"])
    losses["total"].backward()

Tokens are [batch, tokens, width], class token first, after the network's last LayerNorm. Needs torch >= 1.13 and nothing else;
tests/cli/peerCospress.test.ts holds values and gradients to the reference values in tests/golden.
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

HEAD_EPSILON = 1e-5
NORM_EPSILON = 1e-12


class TeacherHead(nn.Module):
    """Teacher tokens [b, t, teacher_width] to the student's width; thrown away after training.

    `method` is the config's: `headNorm` and `headBias` leave out what they name.
    """

    def __init__(self, teacher_width, student_width, method):
        super().__init__()
        has_norm = method.get("headNorm", True)
        self.norm = (
            nn.LayerNorm(teacher_width, eps=HEAD_EPSILON) if has_norm else nn.Identity()
        )
        has_bias = method.get("headBias", True)
        self.linear = nn.Linear(teacher_width, student_width, bias=has_bias)

    def forward(self, tokens):
        return self.linear(self.norm(tokens))


def log_affinities(vectors, temperature, affinities):
    """Log probabilities that one vector of a set picks another as its neighbour.

    vectors [sets, n, d] -> [sets, n, n]. "joint": symmetric, sums to 1 over all pairs; "conditional": each row sums to 1.
    A vector is no neighbour of its own: the diagonal is about -1e8.
    """
    n = vectors.shape[1]
    unit = F.normalize(vectors.float(), dim=-1, eps=NORM_EPSILON)
    cosines = unit @ unit.transpose(-2, -1)
    itself = torch.eye(n, dtype=torch.bool, device=vectors.device)
    # A finite penalty: with -inf the diagonal's 0 * (-inf + inf) would be NaN. A set of one has no pairs at all.
    outgoing = (cosines.masked_fill(itself, -1e8) / temperature).log_softmax(-1)
    if affinities == "conditional":
        return outgoing
    return torch.logaddexp(outgoing, outgoing.transpose(-2, -1)) - math.log(2 * n)


def compression_loss(teacher, compressed, temperatures, affinities="joint"):
    """Mean over sets and temperatures of KL(teacher's affinities || compressed teacher's), in nats.

    teacher [sets, n, teacher_width], a constant; compressed [sets, n, width].
    """
    n = teacher.shape[1]
    if n < 2:
        return compressed.sum() * 0
    pairs = ~torch.eye(n, dtype=torch.bool, device=teacher.device)
    total = 0.0
    for temperature in temperatures:
        with torch.no_grad():
            log_p = log_affinities(teacher, temperature, affinities)[:, pairs]
        log_q = log_affinities(compressed, temperature, affinities)[:, pairs]
        kl = (log_p.exp() * (log_p - log_q)).sum(-1)
        total = total + (kl / n if affinities == "conditional" else kl).mean()
    return total / len(temperatures)


def cosine_loss(student, target, centred=False):
    """Mean over images of 1 - cosine; everything of an image is one vector, so that long tokens weigh more."""
    x, y = student.flatten(1).float(), target.flatten(1).float()
    if centred:
        x, y = x - x.mean(0), y - y.mean(0)
    cosines = (
        F.normalize(x, dim=-1, eps=NORM_EPSILON)
        * F.normalize(y, dim=-1, eps=NORM_EPSILON)
    ).sum(-1)
    return 1 - cosines.mean()


def gram_loss(x, y):
    """Mean squared difference of the cosines of all pairs of different rows; x is a constant."""
    cosines = [F.normalize(v.float(), dim=-1, eps=NORM_EPSILON) for v in (x.detach(), y)]
    n = x.shape[0]
    pairs = ~torch.eye(n, dtype=torch.bool, device=x.device)
    first, second = ((v @ v.t())[pairs] for v in cosines)
    return (first - second).square().mean() if n > 1 else y.sum() * 0


def cospress_losses(teacher, student, head, method, gather=lambda tokens: tokens):
    """Every term, and their weighted sum `total`.

    teacher [b, t, teacher_width]; student [b, t, width]; `method` is the config's. `gather` joins the class tokens of all processes,
    so that the global loss sees the whole batch; it must let gradients through.
    """
    unsupported = [
        name
        for name, is_used in {
            "method.studentLoss = mse": method.get("studentLoss", "cosine") == "mse",
            "method.headSteps > 0": method.get("headSteps", 0) > 0,
            "method.biasCorrection": method.get("biasCorrection", False),
        }.items()
        if is_used
    ]
    if method["id"] != "cospress" or unsupported:
        raise ValueError(
            f"cospress_losses: the method must be CosPress without {unsupported or 'other ids'}, got '{method['id']}'"
        )
    weights = method["weights"]
    compressed = head(teacher)
    # The gradient stops here: the student follows the head, which does not feel it.
    target = compressed.detach() if method["stopHeadGradient"] else compressed
    temperatures, affinities = method["temperatures"], method["affinities"]
    class_tokens = gather(teacher[:, 0]), gather(compressed[:, 0])
    terms = {
        "global": compression_loss(
            class_tokens[0][None], class_tokens[1][None], temperatures, affinities
        ),
        "local": compression_loss(teacher, compressed, temperatures, affinities),
        "feature": cosine_loss(student, target),
        "classToken": cosine_loss(student[:, 0], target[:, 0]),
    }
    if weights.get("centred", 0):
        terms["centred"] = cosine_loss(student, target, centred=True) + cosine_loss(
            student[:, 0], target[:, 0], centred=True
        )
    if weights.get("anchor", 0):
        terms["anchor"] = gram_loss(*class_tokens)
    if weights.get("gram", 0):
        terms["gram"] = gram_loss(class_tokens[0], gather(student[:, 0]))
    terms["total"] = sum(weights[name] * term for name, term in terms.items())
    return terms


def learning_rate(step, optimiser, steps_per_epoch):
    """Of step `step`, from 1: a cosine from the first step on, whose beginning is replaced by a linear warm-up; timm's schedule."""
    duration, warmup = optimiser["steps"], optimiser["warmupSteps"]
    t = step - 1
    if optimiser["schedule"] == "epoch":
        # timm moves at an epoch's end with that epoch's own number: epochs 0 and 1 share a rate.
        t = max(0, t // steps_per_epoch - 1)
        duration, warmup = duration / steps_per_epoch, warmup / steps_per_epoch
    low, high = optimiser["minLearningRate"], optimiser["learningRate"]
    start = optimiser["warmupLearningRate"]
    if t < warmup:
        return start + t / warmup * (high - start)
    if t >= duration:
        return low
    return low + (high - low) * (1 + math.cos(math.pi * t / duration)) / 2


def parameter_groups(modules, weight_decay):
    """For AdamW: matrices and positions decay; vectors, and biases of any shape, do not."""
    named = [
        (name, value)
        for module in modules
        for name, value in module.named_parameters()
        if value.requires_grad
    ]
    decays = lambda name, value: value.dim() > 1 and not name.endswith("bias")
    return [
        {
            "params": [value for name, value in named if decays(name, value) == wanted],
            "weight_decay": weight_decay if wanted else 0.0,
        }
        for wanted in (True, False)
    ]
