/**
 * What: lets scripts beside the page see its public interface.
 * Invariant: the same as `page.js`.
 * Does not: exist at run time.
 */
interface Window {
  descent: any;
}
