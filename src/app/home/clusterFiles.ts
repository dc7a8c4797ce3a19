/** Student, losses and training in PyTorch, as the repository has them: what continues a run beyond one machine (docs/scaling.md). */
import cospress from "../../../scripts/peer/cospress.py?raw";
import student from "../../../scripts/peer/student.py?raw";
import train from "../../../scripts/peer/train.py?raw";

/** To lie beside `result.json` and `student.safetensors`. */
export const CLUSTER_FILES: Readonly<Record<string, string>> = {
  "cospress.py": cospress,
  "student.py": student,
  "train.py": train,
};
