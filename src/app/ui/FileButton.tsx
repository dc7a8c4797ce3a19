import { useRef } from "react";
import { Button, type ButtonProps } from "./Button.tsx";

export type FileButtonProps = Omit<ButtonProps, "onClick"> & {
  /** Name of the input, which nobody sees: tests and tools find it by that. */
  inputLabel: string;
  /** As `<input accept>` has it; absent: any file. */
  accept?: string;
  /** One file, several, or a folder with all that is in it. */
  takes?: "file" | "files" | "folder";
  /** A folder may have none. */
  onFiles: (files: readonly File[]) => void;
};

/** A button that has the browser ask for files; the same one can be chosen twice in a row. */
export function FileButton({
  inputLabel,
  accept,
  takes = "file",
  onFiles,
  ...rest
}: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button {...rest} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        multiple={takes === "files"}
        aria-label={inputLabel}
        {...(takes === "folder" && { webkitdirectory: "" })}
        onChange={({ target }) => {
          // The list is the input's own, which is emptied.
          const files = [...(target.files ?? [])];
          target.value = "";
          onFiles(files);
        }}
      />
    </>
  );
}
