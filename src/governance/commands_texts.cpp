// "... show" and "... save" of texts of our own.
#include <ostream>

#include "base/text.hpp"
#include "governance/api_texts.hpp"
#include "governance/commands_kept.hpp"
#include "governance/store_retention.hpp"
#include "governance/store_rules.hpp"
#include "governance/store_skill.hpp"
#include "governance/store_year.hpp"

namespace governance {

namespace {

using enum base::OptionKind;

// The text, its version on standard error.
base::Result<int> show(const base::Invocation& call, const TextCommand& text) {
  std::optional<std::int64_t> version;
  if (call.value("version")) version = TRY(number_of(call, "version"));
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  if (call.json) {
    *call.out << TRY(own_text_json(*lease, *text.kind, text.member, WhoSaved::Told, version));
    return 0;
  }
  const std::vector<OwnText> all = TRY(own_texts(*lease, *text.kind));
  const OwnText newest = all.empty() ? OwnText{} : all.front();
  *call.out << (version ? TRY(text_of_version(all, *text.kind, *version)) : newest).content;
  *call.err << "Version " << newest.version << " is in force: give it to \"" << text.path
            << " save\" as --seen.\n";
  for (const OwnText& each : all) {
    *call.err << "Version " << each.version << ": " << base::moment(each.made_at) << ", by "
              << each.actor << "\n";
  }
  return 0;
}

base::Result<int> save(const base::Invocation& call, const SaveText& saves) {
  const std::string content = TRY(file_of(call));
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  TRY(saves(*lease, content, TRY(number_of(call, "seen")), writing_of(call)));
  *call.out << "Saved.\n";
  return 0;
}

}  // namespace

std::vector<base::Command> text_commands(const TextCommand& text) {
  const std::string what(text.kind->title);
  return {
      {text.path + " show",
       what + ", as it is in force or was",
       "The text that stands above what is shipped; nothing where there is none. Its version, for "
       "\"save\", and those before it are told on standard error, and with --json in the "
       "answer.\n"
       "Example: guildhall " +
           text.path + " show > " + text.file,
       {{"version", Value, "An earlier text; that in force if not given", "VERSION", false}},
       [text](const base::Invocation& call) { return show(call, text); }},
      {text.path + " save",
       "Saves a text in place of it: " + base::lower_ascii(what),
       "The whole text; an empty file leaves what is shipped alone in force. Nothing is saved "
       "where somebody saved another text since the version that was seen.\n"
       "Example: guildhall " +
           text.path + " save " + text.file + " --seen 3",
       {{"FILE", Positional, "The text, as " + text.spec + " explains it", "", true},
        {"seen", Value, "The version that \"show\" told; 0: there was none", "VERSION", true},
        {"reason", Value, "Why, for the audit trail", "TEXT", false}},
       [saves = text.save](const base::Invocation& call) { return save(call, saves); }},
  };
}

std::vector<base::Command> commands_of_texts() {
  const std::string spec = "docs/spec/governance.md";
  std::vector<base::Command> all;
  for (const TextCommand& each : {
           TextCommand{&rules_kind, "governance rules", "rules.txt", spec, save_rules, "rules"},
           TextCommand{&calendar_kind, "governance calendar", "calendar.txt", spec, save_calendar},
           TextCommand{&retention_kind, "governance retention", "retention.txt", spec,
                       save_retention},
           TextCommand{&skill_kind, "governance skills", "skills.txt", spec, save_skills},
       }) {
    const std::vector<base::Command> both = text_commands(each);
    all.insert(all.end(), both.begin(), both.end());
  }
  return all;
}

}  // namespace governance
