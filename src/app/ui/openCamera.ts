/** The camera, when the visitor allows it. @throws {Error} Why there is none. */
export async function openCamera(
  video: MediaTrackConstraints,
): Promise<MediaStream> {
  // Where a page may not use it, the whole interface is missing.
  const { mediaDevices } = navigator as { mediaDevices?: MediaDevices };
  if (!mediaDevices) throw new Error("the page must be opened over https");
  return mediaDevices.getUserMedia({ video });
}
