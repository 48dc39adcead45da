/**
 * What: lets modules import style sheets, which the build collects into one.
 * Invariant: nothing is imported from one by name.
 * Does not: exist at run time.
 */
declare module "*.css";
