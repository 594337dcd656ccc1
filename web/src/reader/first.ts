/** What a shared dashboard needs until it is alive, in one file with its page: kinds that nearly every one has, and its texts. */
import '../charts/area/View';
import '../charts/bar/View';
import '../charts/dropdown/View';
import '../charts/line/View';
import '../charts/stat/View';
import '../charts/table/View';
import '../charts/time-range/View';
import '../i18n/sets/reader.de';
import '../i18n/sets/reader.en';
export { SharedPage } from './SharedPage';
