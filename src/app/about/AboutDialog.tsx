import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { DeviceCheck } from "./DeviceCheck.tsx";
import { LicenceList } from "./LicenceList.tsx";
import styles from "../App.module.css";

export type AboutDialogProps = {
  isOpen: boolean;
  onClose: () => void;
  onTour: () => void;
};

export function AboutDialog({ isOpen, onClose, onTour }: AboutDialogProps) {
  return (
    <Dialog title="About CosPress Lab" isOpen={isOpen} onClose={onClose}>
      <div className={styles["prose"]}>
        <p>
          A frozen, pretrained <strong>teacher</strong> describes each image by
          many numbers. A tiny <strong>student</strong> learns, in front of you,
          to describe it by few, so that the angles between images stay what
          they were. Angles are what nearest-neighbour accuracy and the
          detection of foreign images live on.
        </p>
        <p>
          <Button onClick={onTour}>Tour of the page, under a minute</Button>
        </p>
        <h3>The method</h3>
        <p>
          Mannix, Hodgkinson and Bondell,{" "}
          <cite>Preserving Angles Improves Feature Distillation</cite>,
          Transactions on Machine Learning Research, 11/2025,{" "}
          <a href="https://arxiv.org/abs/2411.15239">arXiv:2411.15239</a>. This
          lab was written from the published method; it is not the authors’
          software.
        </p>
        <h3>What is smaller here</h3>
        <ul>
          <li>
            Images of 32 x 32 pixels and a few thousand of them, instead of
            ImageNet at 224 pixels.
          </li>
          <li>
            A MobileNetV2 backbone from a COCO detector as the teacher, instead
            of DINOv2.
          </li>
          <li>
            A vision transformer of tens of thousands to a few million weights,
            and hundreds of steps instead of 300 epochs.
          </li>
          <li>
            Crops and flips as the only augmentation. Each preset lists where
            else it leaves the paper.
          </li>
        </ul>
        <p>
          So the numbers here show how the method behaves; they are not the
          paper’s results. The teacher’s own values and those of an untrained
          student stand beside the student’s for that reason.
        </p>
        <DeviceCheck />
        <h3>Privacy</h3>
        <p>
          Everything is computed in this page. No image, number or setting
          leaves it; there is no account, no tracking and no server behind it.
        </p>
        <h3>Licences</h3>
        <p>
          The lab is Apache-2.0. Images and teacher keep the licences named in
          their manifests.
        </p>
        <LicenceList />
      </div>
    </Dialog>
  );
}
