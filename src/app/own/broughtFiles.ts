/** Files as a visitor brings them: dropped, picked one by one, or as a folder. */
import type { ImportFile } from "../../protocol/importing.ts";

export type Brought = {
  /** Name of the folder or file, without its ending. */
  title: string;
  files: ImportFile[];
};

/** One more than an import takes, so that it can say so. */
const MOST_FILES = 100_001;

const titleOf = (name: string) =>
  name.replace(/(\.(tar|gz|zip|npz|npy|tgz|bin|parquet|idx\d?))+$/i, "") ||
  "images";

/** Of `<input type="file">`, with or without `webkitdirectory`. */
export function pickedFiles(list: Iterable<File>): Brought {
  const files = Array.from(list, (file): ImportFile => {
    const path = file.webkitRelativePath || file.name;
    return { path, content: file };
  });
  const first = files[0]?.path.split("/")[0] ?? "";
  return { title: titleOf(first), files };
}

/** Folders are opened, to the last one in them. */
export async function droppedFiles(transfer: DataTransfer): Promise<Brought> {
  // What is dropped is there for this task only: entries first, then their files.
  const entries = Array.from(transfer.items).flatMap((item) => {
    const entry = item.webkitGetAsEntry();
    return entry ? [entry] : [];
  });
  const files: ImportFile[] = [];
  for (const entry of entries) await addFiles(entry, files);
  return { title: titleOf(entries[0]?.name ?? ""), files };
}

async function addFiles(
  entry: FileSystemEntry,
  into: ImportFile[],
): Promise<void> {
  if (into.length >= MOST_FILES) return;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    into.push({ path: entry.fullPath.replace(/^\//, ""), content: file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A folder is read in parts, until a part is empty.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (part.length === 0) return;
    for (const child of part) await addFiles(child, into);
  }
}
