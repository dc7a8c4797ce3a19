/** What takes students out of the lab and brings them back: one door, so that the worker keeps it in one chunk that few fetch. */
export { readBeginning, readBrought } from "./broughtStudent.ts";
export { takeHomeFiles } from "./takeHome.ts";
