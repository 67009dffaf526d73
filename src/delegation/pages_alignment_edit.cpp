// /alignment/of/{group}/change/{change}: enter, see what it does, save.
#include <algorithm>

#include "base/text.hpp"
#include "delegation/pages_alignment.hpp"
#include "governance/pages.hpp"
#include "registry/store_units.hpp"
#include "web/form_data.hpp"
#include "web/redirect.hpp"

namespace delegation {

namespace {

using web::Html;
using Asked = AlignmentField::Asked;

template <typename Kind>
std::vector<web::Choice> choices_of(int count) {
  std::vector<web::Choice> choices;
  for (int at = 0; at < count; ++at) {
    const auto kind = static_cast<Kind>(at);
    choices.push_back({std::string(code_of(kind)), std::string(label_of(kind))});
  }
  return choices;
}

class ChangeForm {
 public:
  ChangeForm(const Context& context, const web::Request& request, const AlignmentChangeInfo& info)
      : context_(context), request_(request), info_(info), group_(alignment_group_asked(request)) {}

  base::Result<web::Response> show(const web::NamedValues& typed,
                                   const std::optional<base::Error>& error) {
    const sql::Lease lease = TRY(context_->catalogue->database().read());
    TRY(load(*lease));
    AlignmentWords words = words_typed(typed);
    if (info_.kind == AlignmentChangeKind::Function && !typed.get_or("begin", "").empty()) {
      begin_from(words);
    }
    if (info_.kind == AlignmentChangeKind::Heading && typed.get_or("step", "").empty()) {
      words = {{"title", matrix_.title},
               {"evidence_months", std::to_string(matrix_.evidence_months)}};
    }
    web::Page page = frame();
    if (error) web::show_error(page, *error);
    Html fields;
    for (const AlignmentField& field : info_.fields) {
      if (field.asked == Asked::Hidden) continue;
      fields.add(TRY(input(*lease, field, words[std::string(field.name)], error)));
    }
    if (is_withdrawal()) page.lead = Html(number_words(words["number"]));
    fields.add(web::text_area(
        {.id = "reason", .label = "Reason", .hint = "For the history; no personal details"},
        typed.get_or("reason", "")));
    fields.add(web::button(web::ButtonKind::Main, "See what will change"));
    std::vector<web::Hidden> kept = {{"seen", seen_of(typed, words)}};
    if (is_withdrawal()) kept.push_back({"number", words["number"]});
    page.content = web::post_form(request_.path, *request_.caller, kept, fields);
    return web::render(page, context_->site);
  }

  base::Result<web::Response> send() {
    const web::FormData typed = TRY(web::read_form(request_));
    const std::string_view step = typed.get_or("step", "");
    if (step == "edit") return show(typed, std::nullopt);
    const base::Result<AlignmentOutcome> done =
        save(typed, step == "save" ? governance::Keep::All : governance::Keep::Nothing);
    if (!done.ok()) {
      const base::ErrorKind kind = done.error().kind;
      const bool mendable = kind == base::ErrorKind::Invalid || kind == base::ErrorKind::Conflict ||
                            kind == base::ErrorKind::NotFound;
      if (mendable && done.error().field != "group") return show(typed, done.error());
      return done.error();
    }
    if (step == "save") return web::redirect(TRY(away(typed)) + "?saved=1");
    return confirm(typed, done.value());
  }

 private:
  bool is_withdrawal() const {
    return info_.kind == AlignmentChangeKind::WithdrawFunction ||
           info_.kind == AlignmentChangeKind::WithdrawAdoption;
  }

  base::Status load(sql::Connection& connection) {
    owner_ = TRY(alignment_matrix_of(connection, group_));
    matrix_ = TRY(alignment_of(connection, group_));
    const registry::Reference reference = TRY(registry::Reference::read(connection));
    schools_ = TRY(aligned_schools(connection, reference, group_, context_->today()));
    return {};
  }

  AlignmentWords words_typed(const web::NamedValues& typed) const {
    AlignmentWords words;
    for (const AlignmentField& field : info_.fields) {
      words[std::string(field.name)] = typed.get_or(field.name, "");
    }
    return words;
  }

  // The entry that holds today, to be changed from a new day on.
  void begin_from(AlignmentWords& words) const {
    const FunctionState* now = nullptr;
    for (const FunctionState& each : matrix_.states) {
      const bool meant = each.withdrawn_at == 0 && each.code == words["code"] &&
                         code_of(each.phase) == words["phase"] && each.from <= context_->today();
      if (meant && (!now || now->from <= each.from)) now = &each;
    }
    if (!now) return;
    words = words_of(*now);
    words["from"] = "";
  }

  std::string seen_of(const web::NamedValues& typed, AlignmentWords& words) const {
    const std::string seen(typed.get_or("seen", ""));
    if (!seen.empty() || is_withdrawal()) return seen;
    if (info_.kind == AlignmentChangeKind::Heading) return std::to_string(heading_seen(matrix_));
    if (info_.kind == AlignmentChangeKind::Function) {
      const auto phase = aligned_phase_of(words["phase"]);
      if (words["code"].empty() || !phase) return "";
      return std::to_string(newest_entry(matrix_, words["code"], *phase));
    }
    const auto urn = base::parse_integer(words["school"]);
    const auto school = std::ranges::find(schools_, urn.value_or(0), &AlignedSchool::urn);
    if (school == schools_.end() || words["code"].empty()) return "";
    return std::to_string(newest_entry(matrix_, words["code"], school->id));
  }

  // What the entry that is to be withdrawn says.
  std::string number_words(const std::string& text) const {
    const std::int64_t number = base::parse_integer(text).value_or(0);
    for (const FunctionState& each : matrix_.states) {
      if (info_.kind != AlignmentChangeKind::WithdrawFunction || each.id != number) continue;
      return each.title + ", " + base::lower_ascii(label_of(each.phase)) + ": " +
             base::lower_ascii(label_of(each.approach)) + " from " + each.from.long_form() + " on.";
    }
    for (const AdoptionEntry& each : matrix_.adoptions) {
      if (info_.kind != AlignmentChangeKind::WithdrawAdoption || each.id != number) continue;
      const auto school = std::ranges::find(schools_, each.school, &AlignedSchool::id);
      return (school == schools_.end() ? "A school" : school->name) + ", " + each.code + ": " +
             base::lower_ascii(label_of(each.level)) + " since " + each.since.long_form() + ".";
    }
    return "There is no such entry.";
  }

  web::Page frame() const {
    web::Page page = registry::plain_page(*context_, request_, std::string(info_.label));
    page.caption = Html(owner_.name);
    page.section = "Decisions";
    page.breadcrumbs = {{"What schools do in common", "/alignment"},
                        {owner_.name, alignment_href(group_, {})}};
    return page;
  }

  base::Result<std::vector<web::Choice>> schools_offered(sql::Connection& connection) const {
    const auto may = [&](const guard::UnitPath& path) {
      return guard::shows(request_, guard::Action::Edit, path, context_->today());
    };
    const bool all = may(TRY(registry::unit_path_of_group(connection, group_)));
    std::vector<web::Choice> choices;
    for (const AlignedSchool& each : schools_) {
      if (!all && !may(TRY(registry::unit_path_of_school(connection, registry::SchoolId{each.id},
                                                         context_->today())))) {
        continue;
      }
      choices.push_back({std::to_string(each.urn), each.name});
    }
    return choices;
  }

  std::vector<web::Choice> functions_offered() const {
    std::vector<web::Choice> choices;
    for (const FunctionState& each : matrix_.states) {
      if (each.withdrawn_at != 0 || !is_shared(each.approach)) continue;
      const auto known = std::ranges::find(choices, each.code, &web::Choice::value);
      if (known == choices.end()) choices.push_back({each.code, each.title});
    }
    return choices;
  }

  base::Result<std::vector<web::Choice>> offered(sql::Connection& connection,
                                                 std::string_view name) const {
    if (name == "area") return choices_of<Area>(areas);
    if (name == "phase") return choices_of<AlignedPhase>(aligned_phases);
    if (name == "approach") return choices_of<Approach>(approaches);
    if (name == "direction") return choices_of<Direction>(2);
    if (name == "level") return choices_of<AdoptionLevel>(adoption_levels);
    if (name == "school") return schools_offered(connection);
    return functions_offered();
  }

  base::Result<Html> input(sql::Connection& connection, const AlignmentField& field,
                           const std::string& value,
                           const std::optional<base::Error>& error) const {
    const std::string name(field.name);
    const web::Field shown{.id = name,
                           .label = std::string(field.label),
                           .hint = std::string(field.hint),
                           .error = error && error->field == name ? error->message : std::string()};
    switch (field.asked) {
      case Asked::Day: return web::date_text(shown, value);
      case Asked::Text: return web::text_area(shown, value);
      case Asked::Choice: return web::select(shown, TRY(offered(connection, name)), value);
      default: return web::text_input(shown, value);
    }
  }

  base::Result<AlignmentOutcome> save(const web::NamedValues& typed, governance::Keep keep) const {
    AlignmentWords words = words_typed(typed);
    words["change"] = info_.code;
    words["seen"] = typed.get_or("seen", "");
    const AlignmentChange change = TRY(read_alignment_change(words, context_->today()));
    const sql::Lease lease = TRY(context_->catalogue->database().write());
    const std::string reason(base::trim(typed.get_or("reason", "")));
    return save_alignment(*lease, group_, {change},
                          governance::writing_of(context_, request_, reason),
                          governance::may_of(request_, context_->today()), keep);
  }

  static Html findings_list(const std::vector<AlignmentFinding>& findings) {
    Html html;
    for (const AlignmentFinding& each : findings) {
      html.add(web::finding(tone_of(each.trouble),
                            std::string(label_of(each.trouble)) + ": " + each.what,
                            Html(each.mend)));
    }
    return html;
  }

  base::Result<web::Response> confirm(const web::NamedValues& typed,
                                      const AlignmentOutcome& outcome) {
    {
      const sql::Lease lease = TRY(context_->catalogue->database().read());
      owner_ = TRY(alignment_matrix_of(*lease, group_));
    }
    web::Page page = frame();
    page.lead = Html(base::join(outcome.what, " "));
    if (!outcome.come.empty()) {
      page.content.add(
          web::section("h-come", "This would then be told", findings_list(outcome.come)));
    }
    if (!outcome.gone.empty()) {
      std::vector<Html> gone;
      for (const AlignmentFinding& each : outcome.gone) gone.emplace_back(each.what);
      page.content.add(web::section("h-gone", "This would not be told any more", web::list(gone)));
    }
    if (outcome.come.empty() && outcome.gone.empty()) {
      page.content.add(web::paragraph(Html("It changes nothing that needs attention.")));
    }
    std::vector<web::Hidden> kept;
    for (const char* name : {"seen", "reason"}) {
      kept.push_back({name, std::string(typed.get_or(name, ""))});
    }
    for (const AlignmentField& field : info_.fields) {
      kept.push_back({std::string(field.name), std::string(typed.get_or(field.name, ""))});
    }
    Html buttons = web::button(web::ButtonKind::Main, "Save", "step", "save");
    buttons.add(web::button(web::ButtonKind::Secondary, "Change something", "step", "edit"));
    page.content.add(
        web::post_form(request_.path, *request_.caller, kept, web::button_group(buttons)));
    return web::render(page, context_->site);
  }

  base::Result<std::string> away(const web::NamedValues& typed) {
    if (info_.kind == AlignmentChangeKind::Heading) return alignment_href(group_, {});
    std::string code(base::trim(typed.get_or("code", "")));
    if (is_withdrawal()) {
      const sql::Lease lease = TRY(context_->catalogue->database().read());
      TRY(load(*lease));
      code = code_of_entry(base::parse_integer(typed.get_or("number", "")).value_or(0));
    }
    return aligned_function_href(group_, {}, code);
  }

  std::string code_of_entry(std::int64_t number) const {
    if (info_.kind == AlignmentChangeKind::WithdrawFunction) {
      const auto found = std::ranges::find(matrix_.states, number, &FunctionState::id);
      return found == matrix_.states.end() ? "" : found->code;
    }
    const auto found = std::ranges::find(matrix_.adoptions, number, &AdoptionEntry::id);
    return found == matrix_.adoptions.end() ? "" : found->code;
  }

  const Context& context_;
  const web::Request& request_;
  const AlignmentChangeInfo& info_;
  registry::OrganisationId group_;
  MatrixRow owner_;
  AlignmentMatrix matrix_;
  std::vector<AlignedSchool> schools_;
};

base::Result<const AlignmentChangeInfo*> info_asked(const web::Request& request) {
  const std::string& code = request.captured.at("change");
  if (const AlignmentChangeInfo* info = alignment_change_info(code)) return info;
  return base::make_error("not_found", "There is no change \"" + code + "\".");
}

}  // namespace

void add_alignment_edit_pages(web::Router& router, const Context& context) {
  router.get("/alignment/of/{group}/change/{change}",
             "Changes an alignment matrix: how a function is done, how far a school has come",
             "/alignment/of/1/change/function", web::Audience::Member,
             [context](const web::Request& request) -> base::Result<web::Response> {
               return ChangeForm(context, request, *TRY(info_asked(request)))
                   .show(request.query, std::nullopt);
             });
  router.post("/alignment/of/{group}/change/{change}",
              "Shows what a change of an alignment matrix does, and saves it",
              "/alignment/of/1/change/adoption", "code=ict&school=990866&level=adopted&step=save",
              web::Audience::Member,
              [context](const web::Request& request) -> base::Result<web::Response> {
                return ChangeForm(context, request, *TRY(info_asked(request))).send();
              });
}

}  // namespace delegation
