import { strict as assert } from 'node:assert';
import manifest from '../../../../package.json';
import texts from '../../../../package.nls.json';
import { ruleDescription, ruleTitle } from '../../../../src/core/render/words/ruleTitles';
import { RULE_IDS, RULE_LEVELS, ruleInfo, ruleLevels } from '../../../../src/core/review/findings/rules';

describe('the setting modalCost.rules', () => {
  const { properties } = manifest.contributes.configuration.properties['modalCost.rules'];

  it('has every rule with its levels, its default and what it finds', () => {
    assert.deepEqual(Object.keys(properties), RULE_IDS);
    for (const id of RULE_IDS) {
      const { severity } = ruleInfo(id);
      assert.deepEqual(properties[id].enum, RULE_LEVELS);
      assert.equal(properties[id].default, severity);
      assert.equal(properties[id].description, `%rule.${id}%`);
      const text = `${ruleTitle(id)}. ${ruleDescription(id).replaceAll('`', '')} Default: ${severity}.`;
      assert.equal(texts[`rule.${id}`], text);
    }
  });

  it('counts only with a rule and a level that exist', () => {
    assert.deepEqual(
      ruleLevels({
        'warm-gpu': 'error',
        'no-price': 'loud',
        nothing: 'off',
        'old-name': 1,
        constructor: 'off',
      }),
      { 'warm-gpu': { level: 'error', thresholds: {} } },
    );
  });
});
