/** Heights of plots in CSS pixels; a chart that needs more takes more. */
export const CHART_HEIGHT = 300;

/** The loss curves stand beside the heatmaps, which are taller. */
export const LOSS_HEIGHT = 390;
