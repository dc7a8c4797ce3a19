/**
 * The scales that Recharts is given in place of all of d3-scale, which it looks up by name: our axes are linear and logarithmic, band and point are its own
 * defaults. Without calendar scales the charts are 8 kB smaller after gzip.
 */
export { scaleBand, scaleLinear, scaleLog, scalePoint } from "d3-scale";
