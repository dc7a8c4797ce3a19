"""Continues a run of the lab on a cluster: the same student, head, losses and schedule, with any folder of images and a DINOv2 teacher.

    pip install torch torchvision lightning
    python3 train.py config.json --images IMAGES [--student student.safetensors] [--devices 8 --nodes 4] [--teacher dinov2_vits14] [--out runs/cospress]

config.json is the lab's config, or its result.json, which holds one; student.safetensors its exported student, which the run begins with (without it: a fresh one).
IMAGES holds one folder for each class, as torchvision's ImageFolder reads it; labels are not used. Every process takes `optimiser.batchSize` images divided
by the number of processes, so that the batch, and with it the global loss, is the config's. docs/scaling.md says what differs from the lab.
"""

import argparse
import json
import pathlib

import lightning
import torch
import torch.nn.functional as F
from torchvision import datasets, transforms

from cospress import TeacherHead, cospress_losses, learning_rate, parameter_groups
from student import Student, load_student, read_safetensors, save_student

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_DEVIATION = (0.229, 0.224, 0.225)
TEACHER_PATCH = 14
LAYER_NORM_EPSILON = 1e-6
#: Images of the mean token that `teacher.meanFraction` takes off.
MEAN_IMAGES = 2048


def sizes_of(config, image):
    names = ("patch", "width", "depth", "heads", "stem")
    return {"image": image, **{name: config["student"][name] for name in names}}


def fresh_student(config, image):
    """As the lab starts one: Xavier-uniform matrices, positions and class token of deviation 0.02."""
    student = Student(**sizes_of(config, image))
    for name, value in student.named_parameters():
        if name in ("cls_token", "pos_embed"):
            torch.nn.init.normal_(value, std=0.02)
        elif value.dim() > 1 and name != "mask_token":
            torch.nn.init.xavier_uniform_(value.view(value.shape[0], -1))
        elif name.endswith("bias"):
            torch.nn.init.zeros_(value)
    return student


class Distillation(lightning.LightningModule):
    """Student and head learn together, as in the paper; the teacher is frozen."""

    def __init__(self, config, student, teacher_name, steps_per_epoch):
        super().__init__()
        self.config = config
        self.steps_per_epoch = steps_per_epoch
        self.student = student
        teacher = torch.hub.load("facebookresearch/dinov2", teacher_name)
        self.teacher = teacher.eval().requires_grad_(False)
        self.head = TeacherHead(
            teacher.embed_dim, config["student"]["width"], config["method"]
        )
        self.register_buffer("mean_tokens", torch.zeros(2, teacher.embed_dim))
        self.register_buffer("mean", torch.tensor(IMAGENET_MEAN).view(3, 1, 1))
        self.register_buffer("deviation", torch.tensor(IMAGENET_DEVIATION).view(3, 1, 1))

    @property
    def grid(self):
        return self.student.image // self.config["student"]["patch"]

    @torch.no_grad()
    def normed_tokens(self, images):
        """Images [b, 3, side, side], 0 to 1 -> [b, 1 + grid * grid, width]: patches are averaged onto the student's grid."""
        self.teacher.eval()
        side = images.shape[-1] // TEACHER_PATCH
        found = self.teacher.forward_features((images - self.mean) / self.deviation)
        patches = found["x_norm_patchtokens"].transpose(1, 2).unflatten(2, (side, side))
        pooled = F.adaptive_avg_pool2d(patches, self.grid).flatten(2).transpose(1, 2)
        tokens = torch.cat([found["x_norm_clstoken"][:, None], pooled], 1)
        return F.layer_norm(tokens, tokens.shape[-1:], eps=LAYER_NORM_EPSILON)

    def teacher_tokens(self, images):
        tokens = self.normed_tokens(images)
        means = self.config["teacher"]["meanFraction"] * self.mean_tokens
        return torch.cat([tokens[:, :1] - means[0], tokens[:, 1:] - means[1]], 1)

    def on_train_start(self):
        """The mean token of the first images, the same in all processes."""
        if self.config["teacher"]["meanFraction"] == 0:
            return
        sums, seen = torch.zeros_like(self.mean_tokens), 0
        for images, _ in self.trainer.train_dataloader:
            tokens = self.normed_tokens(images["teacher"].to(self.device))
            sums[0] += tokens[:, 0].sum(0)
            sums[1] += tokens[:, 1:].mean(1).sum(0)
            seen += len(tokens)
            if seen * self.trainer.world_size >= MEAN_IMAGES:
                break
        self.mean_tokens = self.all_gather(sums / seen).view(-1, *sums.shape).mean(0)

    def gather(self, tokens):
        return self.all_gather(tokens, sync_grads=True).flatten(0, -2)

    def training_step(self, batch):
        images, _ = batch
        losses = cospress_losses(
            self.teacher_tokens(images["teacher"]),
            self.student(images["student"]),
            self.head,
            self.config["method"],
            self.gather,
        )
        self.log_dict(losses, prog_bar=True, sync_dist=True)
        return losses["total"]

    def configure_optimizers(self):
        options = self.config["optimiser"]
        groups = parameter_groups([self.student, self.head], options["weightDecay"])
        optimiser = torch.optim.AdamW(groups, lr=1.0, betas=(0.9, 0.999), eps=1e-8)
        rate = lambda done: learning_rate(done + 1, options, self.steps_per_epoch)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate)
        return {
            "optimizer": optimiser,
            "lr_scheduler": {"scheduler": schedule, "interval": "step"},
        }


class BothSides:
    """One crop in two sizes, so that teacher and student see the same picture."""

    def __init__(self, teacher_side, student_side):
        self.crop = transforms.Compose(
            [
                transforms.RandomResizedCrop(teacher_side, scale=(0.4, 1.0)),
                transforms.RandomHorizontalFlip(),
                transforms.ToTensor(),
            ]
        )
        self.resize = transforms.Resize((student_side, student_side), antialias=True)

    def __call__(self, image):
        crop = self.crop(image.convert("RGB"))
        return {"teacher": crop, "student": self.resize(crop)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("config", type=pathlib.Path)
    parser.add_argument("--images", type=pathlib.Path, required=True)
    parser.add_argument("--student", type=pathlib.Path)
    parser.add_argument("--student-side", type=int, default=32)
    parser.add_argument("--teacher", default="dinov2_vits14")
    parser.add_argument("--teacher-side", type=int, default=224)
    parser.add_argument("--devices", type=int, default=1)
    parser.add_argument("--nodes", type=int, default=1)
    parser.add_argument("--workers", type=int, default=8)
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("runs/cospress"))
    options = parser.parse_args()

    config = json.loads(options.config.read_text())
    config = config.get("config", config)
    lightning.seed_everything(config["seed"], workers=True)
    if options.student:
        student = load_student(options.student).train()
    else:
        student = fresh_student(config, options.student_side)
    processes = options.devices * options.nodes
    batch = config["optimiser"]["batchSize"]
    if batch % processes:
        raise SystemExit(
            f"train: 'optimiser.batchSize' must be a multiple of the {processes} processes, got {batch}"
        )
    images = datasets.ImageFolder(
        options.images, BothSides(options.teacher_side, student.image)
    )
    loader = torch.utils.data.DataLoader(
        images,
        batch_size=batch // processes,
        shuffle=True,
        drop_last=True,
        num_workers=options.workers,
        pin_memory=True,
    )
    model = Distillation(config, student, options.teacher, max(1, len(images) // batch))
    trainer = lightning.Trainer(
        devices=options.devices,
        num_nodes=options.nodes,
        strategy="ddp" if processes > 1 else "auto",
        max_steps=config["optimiser"]["steps"],
        max_epochs=-1,
        precision="bf16-mixed" if torch.cuda.is_available() else "32-true",
        default_root_dir=options.out,
        log_every_n_steps=10,
    )
    trainer.fit(model, loader)
    if trainer.is_global_zero:
        options.out.mkdir(parents=True, exist_ok=True)
        metadata = (
            read_safetensors(options.student)[1]
            if options.student
            else {"cospress_lab": json.dumps({"version": 1, "sizes": sizes_of(config, student.image)})}
        )
        # With the lab's names, so that `lab evaluate --student` reads it.
        save_student(options.out / "student.safetensors", student, metadata)
        torch.save(model.head.state_dict(), options.out / "head.pt")


if __name__ == "__main__":
    main()
