/** Height of a plot in CSS pixels: four panels and the bar fit a screen of 1440 x 900. */
export const CHART_HEIGHT = 300;
