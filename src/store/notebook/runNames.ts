/** Names that people remember and can say aloud: "amber otter 12". */
import type { RunConfig } from "../../protocol/config.ts";

const FIRST_WORDS =
  "amber ample apt ashen azure bold brave brief bright brisk bronze calm candid cheery chilly clever coral cosy crisp daring deft dry dusky eager early easy even fabled fair fancy fine fleet fluffy fond frank fresh frosty gentle giddy glad golden grand green happy hardy hasty hazy hearty hidden humble icy indigo ivory jade jolly keen kind lanky late lively loyal lucky lunar mellow merry mild misty modest mossy neat nimble noble odd olive opal patient pearly placid plain plucky polite proud quick quiet rapid rare ready roomy rosy round royal rustic sandy serene sharp shiny silent silver sleepy slender smooth snowy solar steady still stout sunny swift tidy tranquil upbeat velvet vivid warm wary whole willing windy witty young zesty".split(
    " ",
  );

const SECOND_WORDS =
  "acorn alder anchor antler apple aspen badger barley basil beacon beaver beetle birch bison bramble breeze brook canyon cedar cherry cliff clover comet condor coral cove crane cricket daisy dolphin dove dune eagle ember falcon fern ferret finch fjord fox garnet geyser glacier grove gull harbour hare hawk hazel heron hill holly ibis iris island ivy jackdaw jasmine juniper kestrel kite lagoon lake larch lark lemon lily linden lotus lynx magpie maple marten meadow mint moss newt oak olive orchid osprey otter owl panda pebble pelican pine plover plum pond poppy puffin quail quartz rabbit raven reef river robin salmon sparrow spruce squid stoat stork summit swallow swan teal thistle tiger topaz trout tulip valley vole walnut walrus willow wren yak".split(
    " ",
  );

/**
 * Two words that follow from the settings, and a number that tells runs apart. The seed has no part in the words,
 * so that runs of the same settings sound alike; now and then other settings do as well.
 */
export function runName(config: RunConfig, number: number): string {
  const hash = textHash(JSON.stringify({ ...config, seed: 0 }));
  const first = FIRST_WORDS[hash % FIRST_WORDS.length];
  const second =
    SECOND_WORDS[Math.floor(hash / FIRST_WORDS.length) % SECOND_WORDS.length];
  return `${first} ${second} ${number}`;
}

/** FNV-1a with a last mixing, uint32: a change of one character changes every bit half of the time. */
function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
