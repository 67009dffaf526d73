// Terms of reference on the command line, as text that other programs edit.
#include "governance/commands_terms.hpp"

#include <fstream>
#include <iterator>
#include <ostream>

#include "base/text.hpp"
#include "governance/api_terms.hpp"
#include "governance/api_views.hpp"
#include "registry/commands.hpp"

namespace governance {

namespace {

using enum base::OptionKind;

base::Result<TermsView> view_asked(const base::Invocation& call, sql::Connection& connection,
                                   std::string_view option) {
  const std::string text = call.value(option).value_or("");
  const auto number = base::parse_integer(text);
  if (!number) {
    return base::make_error("bad_number", "\"" + text + "\" is no number.", std::string(option));
  }
  return terms_view(connection, BodyId{*number},
                    TRY(registry::date_option(call, "on", call.today)));
}

base::Result<int> run_show(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const TermsView view = TRY(view_asked(call, *lease, "NUMBER"));
  const TermsVersion* shown = view.now();
  if (const auto asked = call.value("version")) {
    shown = terms_numbered(view.versions, base::parse_integer(*asked).value_or(0));
    if (!shown) return bad_change("version", "The body has no version " + *asked + ".");
  }
  if (call.json) {
    *call.out << terms_json(view, shown);
    return 0;
  }
  if (shown) *call.out << shown->text << "\n";
  *call.err << (shown ? "" : "No text holds on this day.\n") << "Version "
            << terms_newest(view.versions) << ": give it to \"terms save\" as --seen.\n";
  return 0;
}

base::Result<int> run_list(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const TermsView view = TRY(view_asked(call, *lease, "NUMBER"));
  *call.out << (call.json ? terms_json(view, nullptr) : terms_list_text(view));
  return 0;
}

base::Result<int> run_difference(const base::Invocation& call) {
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  const TermsView view = TRY(view_asked(call, *lease, "NUMBER"));
  const auto made =
      TRY(terms_difference(view, call.value("from").value_or(""), call.value("to").value_or("")));
  if (!made) return bad_change("to", "The body has not two texts to compare.");
  if (call.json) {
    *call.out << difference_json(*made);
    return 0;
  }
  *call.out << "From: " << made->from.label << "\nTo: " << made->to.label << "\n\n"
            << (differs(made->parts) ? difference_text(made->parts) : "They are the same.") << "\n";
  return 0;
}

base::Result<int> run_models(const base::Invocation& call) {
  const std::string code = call.value("CODE").value_or("");
  if (code.empty()) {
    if (call.json) {
      *call.out << models_json();
      return 0;
    }
    for (const TermsModel& each : terms_models()) {
      *call.out << each.code << ": " << each.title << "\n";
    }
    return 0;
  }
  const TermsModel* model = terms_model(code);
  if (!model) return bad_change("CODE", "There is no model text \"" + code + "\".");
  if (!call.value("body")) {
    *call.out << model->text << "\n";
    return 0;
  }
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.read());
  *call.out << filled(*model, TRY(view_asked(call, *lease, "body")).names) << "\n";
  return 0;
}

base::Result<int> run_save(const base::Invocation& call) {
  const std::string path = call.value("FILE").value_or("");
  std::ifstream in(path, std::ios::binary);
  if (!in) return base::make_error("file_unreadable", "\"" + path + "\" cannot be read.", "FILE");
  Words words = {{"change", "terms-text"},
                 {"body", call.value("NUMBER").value_or("")},
                 {"text", std::string{std::istreambuf_iterator<char>(in), {}}}};
  for (const char* name : {"from", "adopted", "meeting", "why", "seen"}) {
    words[name] = call.value(name).value_or("");
  }
  const Change change = TRY(read_change(words));
  sql::Database database = TRY(registry::open_existing(call));
  const sql::Lease lease = TRY(database.write());
  const bool dry = call.flag("dry-run");
  const Writing writing{guard::command_doer(call.value("reason").value_or("")), call.now_s(),
                        call.today};
  const std::vector<Outcome> done = TRY(save_changes(
      *lease, {change}, writing,
      [](const guard::UnitPath&) -> base::Result<std::string> {
        return guard::command_doer().power;
      },
      dry ? Keep::Nothing : Keep::All));
  *call.out << (call.json ? outcomes_json(done, dry) : outcomes_text(done));
  if (dry && !call.json) *call.out << "Nothing was saved.\n";
  return 0;
}

const base::CommandOption number_option = {"NUMBER", Positional, "The number of the body", "",
                                           true};
const base::CommandOption on_option = {"on", Value, "The day; today if not given", "DATE", false};

}  // namespace

std::vector<base::Command> commands_of_terms() {
  return {
      {"governance terms show",
       "The terms of reference of a body on a day",
       "The text, to be edited and saved as a further version; which version was seen is told on "
       "standard error, and with --json in the answer.\n"
       "Example: guildhall governance terms show 3 > terms.txt",
       {number_option, on_option, {"version", Value, "The text of this version", "VERSION", false}},
       run_show},
      {"governance terms list",
       "The versions of a body's terms of reference",
       "By day, the newest first: from when each holds, who adopted it, and why.\n"
       "Example: guildhall governance terms list 3",
       {number_option, on_option},
       run_list},
      {"governance terms difference",
       "What changed between two texts of a body's terms of reference",
       "In words: [-removed-] and {+added+}. Without --from and --to it is what the version in "
       "force changed in the one before, or in the model text.\n"
       "Example: guildhall governance terms difference 3 --from model",
       {number_option,
        on_option,
        {"from", Value, "A version, \"model\" or the code of a model text", "TEXT", false},
        {"to", Value, "The same", "TEXT", false}},
       run_difference},
      {"governance terms save",
       "Adopts a further version of a body's terms of reference",
       "From a day on, which counts as their yearly review; the versions before it are kept. "
       "Nothing is saved where somebody saved another version since the one that was seen.\n"
       "Example: guildhall governance terms save 3 terms.txt --from 2026-09-01 --adopted \"Trust "
       "board\" --seen 4",
       {number_option,
        {"FILE", Positional, "The text: \"# \" begins a heading, \"- \" an item of a list", "",
         true},
        {"from", Value, "The first day on which it holds", "DATE", true},
        {"adopted", Value, "By whom it was adopted", "TEXT", true},
        {"meeting", Value, "The number of the meeting that adopted it", "NUMBER", false},
        {"why", Value, "What changed, and why; for everybody to read", "TEXT", false},
        {"seen", Value, "The version that \"terms show\" told; 0: there was none", "VERSION", true},
        {"dry-run", Flag, "Only show what would change", "", false},
        {"reason", Value, "Why, for the audit trail", "TEXT", false}},
       run_save},
      {"governance terms models",
       "Model texts of terms of reference",
       "Their codes and titles, or one text; with --body the names of that body stand in it.\n"
       "Example: guildhall governance terms models cluster_board --body 3",
       {{"CODE", Positional, "The code of a model text", "", false},
        {"body", Value, "The number of a body", "NUMBER", false},
        on_option},
       run_models},
  };
}

}  // namespace governance
