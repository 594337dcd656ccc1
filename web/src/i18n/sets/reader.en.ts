/** The texts a reader page needs, as one file to load. */
import app from '../app.en.json';
import charts from '../charts.en.json';
import view from '../view.en.json';

export default { app, charts, view };
