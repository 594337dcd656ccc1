/** The texts of what a reader page asks before it opens, and of its guests' own page. */
import gate from '../gate.en.json';

export default { gate };
