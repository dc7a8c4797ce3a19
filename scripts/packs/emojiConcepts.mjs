/**
 * What an emoji shows, apart from who drew it: images of one concept look alike and must lie in the same split.
 * Gender, direction, the hour on a clock, the colour of a heart: all one concept.
 */

/**
 * Names of one drawing that differ between vendors.
 * @type {Record<string, string>}
 */
const SAME_DRAWING = {
  blackbird: "black-bird",
  "direct-hit": "bullseye",
  "dizzy-face": "face-with-crossed-out-eyes",
  "hugging-face": "smiling-face-with-open-hands",
  "knocked-out-face": "face-with-crossed-out-eyes",
  older: "old",
  "on-arrow": "on-exclamation-arrow",
  "phoenix-bird": "phoenix",
  piata: "pinata",
  pistol: "water-pistol",
  "pouting-face": "enraged-face",
  "red-triangle": "triangle",
  "red-triangle-pointed-down": "triangle",
  "red-triangle-pointed-up": "triangle",
  "up-button": "up-exclamation-button",
};

/**
 * Drawings that differ from each other in a detail only.
 * @type {readonly (readonly [RegExp, string])[]}
 */
const FAMILIES = [
  [/^family(-.*)?$/, "family"],
  [/^couple-with-heart(-.*)?$|^kiss(-(wo)?man.*)?$/, "couple"],
  [/^(.*-)?holding-hands$/, "holding-hands"],
  [/-oclock$|-thirty$/, "clock-face"],
  [/-moon(-face)?$/, "disc"],
  [/^keycap|^digit-|^asterisk$|^pound-symbol$/, "keycap"],
  [/-place-medal$/, "place-medal"],
  [/^(backhand-)?index-pointing-/, "index-pointing"],
  [/^globe-showing-/, "globe-showing"],
  [/^speaker-/, "speaker"],
  [/-no-evil-monkey$/, "no-evil-monkey"],
  [/mailbox-with-(raised|lowered)-flag$/, "mailbox"],
  [
    /^(red|orange|yellow|green|blue|light-blue|purple|brown|black|white|grey|pink)-heart$/,
    "coloured-heart",
  ],
  [/^(red|orange|yellow|green|blue|purple|brown|black|white)-circle$/, "disc"],
  [
    /^(red|orange|yellow|green|blue|purple|brown)-square$|^(black|white)-(.*-)?square(-button)?$/,
    "coloured-square",
  ],
  [/^(blue|green|orange|closed)-book$/, "coloured-book"],
  [/^(red|green)-apple$/, "apple"],
  [/^(white-|red-)?(exclamation|question)-mark$/, "mark"],
  [/^(small|large)-(blue|orange)-diamond$/, "coloured-diamond"],
  [/^(up|down|left|right)(-(left|right|down))?-arrow(-curving-.*)?$/, "arrow"],
  [/^(dollar|euro|pound|yen)-banknote$/, "banknote"],
  [
    /^fast-.*-button$|^(last|next)-track-button$|^(play|reverse|play-or-pause)-button$/,
    "transport-button",
  ],
  [/^(upwards|downwards)-button$/, "vertical-button"],
  [/^(dim|bright)-button$/, "brightness-button"],
  [/^input-/, "input"],
  [/^(un)?locked(-with-.*)?$/, "lock"],
  [/^chart-/, "chart"],
  [/^hourglass-/, "hourglass"],
  [/^magnifying-glass-/, "magnifying-glass"],
  [/^(in|out)box-tray$/, "tray"],
  [/^(prince|princess|person-with-crown)$/, "royal"],
  [/^(santa|mrs|mx)-claus$/, "claus"],
  [/^(mermaid|merman|merperson)$/, "merpeople"],
  [/^(baby|boy|girl|child)$/, "child"],
  [/^(man|woman|person)$/, "adult"],
  [/^(left|right)wards-(pushing-)?hand$|^palm-(up|down)-hand$/, "flat-hand"],
  [/^(left|right)-facing-fist$/, "facing-fist"],
  [/^thumbs-/, "thumb"],
  [/^(japanese-)?post-office$/, "post-office"],
  [/^(angry|smiling)-face-with-horns$/, "face-with-horns"],
  [/^(man-|woman-|person-)?(frowning|pouting)$/, "displeased"],
  [/^snowman/, "snowman"],
  [/^(cool|free|new|ng|ok|up-exclamation|up|id|cl|sos|vs)-button$/, "word"],
  [/^(on-exclamation|on|end|top|soon|back)-arrow$/, "word-arrow"],
  [/^kissing-face/, "kissing-face"],
  [/^(grinning-.*|grinning|beaming)-face|^grinning-face/, "grinning-face"],
  [/^(slightly-)?frowning-face|^anguished-face$/, "frowning-face"],
  [/^(hushed|astonished)-face$|^face-with-open-mouth$/, "open-mouth"],
  [/^face-with-.*hand-over-mouth$/, "hand-over-mouth"],
  [/^(?!black-).*-cat(-with-.*)?$|^cat-with-/, "cat-expression"],
  [/^(plus|minus|divide|multiply)$/, "arithmetic"],
  [/^(spiral|tear-off)-calendar$|^calendar$/, "calendar"],
  [/^cloud-with-|^sun-behind-.*cloud$/, "cloud-with-weather"],
  [/^umbrella/, "umbrella"],
  [/^page-/, "page"],
  [/^(two-hump-)?camel$/, "camel"],
  [/^(spouting-)?whale$/, "whale"],
  [/^(latin|orthodox)-cross$/, "cross"],
  [/^(evergreen|christmas)-tree$/, "conifer"],
  [/^raised-hand$|^hand-with-fingers-splayed$/, "raised-hand"],
];

const GENDER_FIRST = /^(man|woman|person|men|women|people)-/;
const GENDER_LAST = /-(man|woman|person)$/;

/**
 * The concept that a vendor's name stands for.
 *
 * @param {string} name Without skin tone, for example `woman-farmer`.
 * @returns {string} For example `farmer`.
 */
export function conceptOfName(name) {
  const family = FAMILIES.find(([pattern]) => pattern.test(name));
  if (family) return family[1];
  const folded = name
    .replace(/-facing-right$/, "")
    .replace(GENDER_FIRST, "")
    .replace(GENDER_LAST, "")
    .replace(/^(wearing|with|in)-/, "")
    .replace("blonde-hair", "blond-hair");
  return SAME_DRAWING[folded] ?? folded;
}
