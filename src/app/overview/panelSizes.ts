/** Heights of plots in CSS pixels at the page's usual text size, where the page scrolls and panels stand below each other. */
export const LOSS_HEIGHT = 340;
export const AGREEMENT_HEIGHT = 340;
export const SCORES_HEIGHT = 400;
