import path from 'node:path';

const KEBAB_CASE = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)+$/;
const SAYS_NOTHING = /(?:^|-)(?:utils?|helpers?|common|misc|shared)(?:-|\.)/;

/**
 * A file is named after its main export, in kebab-case; a name that would fit any content is refused.
 * @type {import('eslint').Rule.RuleModule}
 */
export const fileNameRule = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      case: '{{name}} is not in kebab-case.',
      nothing: '{{name}} says nothing about its content: name the file after what it exports.',
    },
  },
  create(context) {
    const name = path.basename(context.filename);
    return {
      Program(node) {
        if (!KEBAB_CASE.test(name)) context.report({ node, messageId: 'case', data: { name } });
        if (SAYS_NOTHING.test(name)) context.report({ node, messageId: 'nothing', data: { name } });
      },
    };
  },
};
