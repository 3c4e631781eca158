import { checkSamples } from '../data/sources/checks';
import { FORM_SAMPLES } from '../data/sources/forms';

describe('answers to forms', () => {
	checkSamples(FORM_SAMPLES);
});
