// One writer for each form.
#include "delegation/api_alignment.hpp"

#include <algorithm>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "web/json.hpp"

namespace delegation {

namespace {

using Json = web::JsonWriter;

Json indented() { return Json(Json::Layout::Indented); }

void write_count(Json& json, const AdoptionCount& count) {
  json.key("adoption");
  json.begin_object();
  json.member("schools", count.schools);
  for (int at = 0; at < adoption_levels; ++at) {
    const auto level = static_cast<AdoptionLevel>(at);
    json.member(code_of(level), count.at(level));
  }
  json.member("not_known", count.schools - count.known());
  json.end_object();
}

void write_texts(Json& json, std::string_view name, const std::vector<std::string>& texts) {
  json.key(name);
  json.begin_array();
  for (const std::string& each : texts) json.value(each);
  json.end_array();
}

// The members of an entry, without the braces.
void write_state(Json& json, const AlignmentPicture& picture, const FunctionState& state) {
  json.member("id", state.id);
  json.member("code", state.code);
  json.member("title", state.title);
  json.member("area", code_of(state.area));
  json.member("phase", code_of(state.phase));
  json.member("from", state.from.iso());
  json.member("approach", code_of(state.approach));
  json.member("says", state.says);
  json.member("provider", state.provider);
  json.member("direction", code_of(state.direction));
  json.member("target", state.target);
  if (state.by) json.member("by", state.by->iso());
  json.member("lead", picture.leads.role(state));
  json.member("person", picture.leads.person(state));
  json.member("policy", state.policy);
  json.member("link", state.link);
  write_texts(json, "decisions", state.decisions);
  write_texts(json, "services", state.services);
}

void write_adoption(Json& json, const AlignedSchool& school, const AdoptionEntry* adoption) {
  json.begin_object();
  json.member("urn", school.urn);
  json.member("school", school.name);
  json.member("level", adoption ? code_of(adoption->level) : "not_known");
  if (adoption) {
    json.member("id", adoption->id);
    json.member("since", adoption->since.iso());
    json.member("evidence", adoption->evidence);
    json.member("judged_by", adoption->by);
    if (adoption->judged) json.member("judged", adoption->judged->iso());
  }
  json.end_object();
}

void write_finding(Json& json, const AlignmentFinding& finding) {
  json.begin_object();
  json.member("trouble", code_of(finding.trouble));
  json.member("code", finding.code);
  json.member("phase", code_of(finding.phase));
  json.member("since", finding.since.iso());
  json.member("what", finding.what);
  json.member("mend", finding.mend);
  json.end_object();
}

void write_findings(Json& json, std::string_view name,
                    const std::vector<AlignmentFinding>& findings) {
  json.key(name);
  json.begin_array();
  for (const AlignmentFinding& each : findings) write_finding(json, each);
  json.end_array();
}

void write_motion(Json& json, const std::vector<Motion>& motion) {
  json.key("motion");
  json.begin_array();
  for (const Motion& each : motion) {
    json.begin_object();
    json.member("kind", code_of(each.kind));
    json.member("on", each.on.iso());
    json.member("code", each.code);
    json.member("phase", code_of(each.phase));
    json.member("what", each.what);
    json.end_object();
  }
  json.end_array();
}

void begin_group(Json& json, const MatrixRow& owner) {
  json.begin_object();
  json.member("group", owner.group.value);
  json.member("group_name", owner.name);
  json.member("title", owner.title);
}

}  // namespace

bool AlignmentFilter::takes(const AlignmentView& view, const AlignedRow& row) const {
  const FunctionState& state = *row.state;
  if (area && state.area != *area) return false;
  if (phase && state.phase != *phase && state.phase != AlignedPhase::All) return false;
  if (approach && state.approach != *approach) return false;
  return !in_motion || view.in_motion(state.code, state.phase);
}

std::string alignment_table(const AlignmentPicture& picture, const AlignmentFilter& filter) {
  std::string text =
      picture.owner.title + " of " + picture.owner.name + ", " + picture.view.on.long_form() + "\n";
  std::optional<Area> area;
  for (const AlignedRow& row : picture.view.rows) {
    if (!filter.takes(picture.view, row)) continue;
    const FunctionState& state = *row.state;
    if (area != state.area) text += "\n" + std::string(label_of(state.area)) + "\n";
    area = state.area;
    text += "  " + state.code + "  " + state.title;
    if (state.phase != AlignedPhase::All) {
      text += " (" + base::lower_ascii(label_of(state.phase)) + ")";
    }
    text += ": " + approach_words(row) + ". ";
    text += state.direction == Direction::Maintain ? "Maintain." : "Develop: " + state.target;
    if (state.by) text += " By " + state.by->long_form() + ".";
    text += "\n";
  }
  if (!picture.view.findings.empty()) text += "\n";
  for (const AlignmentFinding& each : picture.view.findings) {
    text += std::string(label_of(each.trouble)) + ": " + each.what + "\n";
  }
  return text;
}

std::string alignment_csv(const AlignmentPicture& picture, const AlignmentFilter& filter) {
  std::string text =
      base::csv_row({"code",     "area",      "function", "phase",   "approach",  "schools",
                     "adopted",  "partly",    "own_way",  "not_yet", "not_known", "says",
                     "provider", "direction", "target",   "by",      "lead",      "person",
                     "policy",   "decisions", "services", "from",    "in_motion", "troubles"});
  for (const AlignedRow& row : picture.view.rows) {
    if (!filter.takes(picture.view, row)) continue;
    const FunctionState& state = *row.state;
    std::vector<std::string> troubles;
    for (const AlignmentFinding* each : picture.view.findings_of(state.code, state.phase)) {
      troubles.emplace_back(code_of(each->trouble));
    }
    std::vector<std::string> cells = {state.code,
                                      std::string(code_of(state.area)),
                                      state.title,
                                      std::string(code_of(state.phase)),
                                      std::string(code_of(state.approach)),
                                      std::to_string(row.count.schools)};
    for (int at = 0; at < adoption_levels; ++at) {
      cells.push_back(std::to_string(row.count.at(static_cast<AdoptionLevel>(at))));
    }
    cells.push_back(std::to_string(row.count.schools - row.count.known()));
    for (std::string cell :
         {state.says, state.provider, std::string(code_of(state.direction)), state.target,
          state.by ? state.by->iso() : std::string(), picture.leads.role(state),
          picture.leads.person(state), state.policy, base::join(state.decisions, " "),
          base::join(state.services, "; "), state.from.iso(),
          std::string(picture.view.in_motion(state.code, state.phase) ? "yes" : "no"),
          base::join(troubles, " ")}) {
      cells.push_back(std::move(cell));
    }
    text += base::csv_row(cells);
  }
  return text;
}

std::string alignment_json(const AlignmentPicture& picture, const AlignmentFilter& filter) {
  Json json = indented();
  begin_group(json, picture.owner);
  json.member("evidence_months", picture.matrix.evidence_months);
  json.member("heading", heading_seen(picture.matrix));
  json.member("on", picture.view.on.iso());
  json.key("entries");
  json.begin_array();
  for (const AlignedRow& row : picture.view.rows) {
    if (!filter.takes(picture.view, row)) continue;
    json.begin_object();
    write_state(json, picture, *row.state);
    json.member("words", approach_words(row));
    write_count(json, row.count);
    json.end_object();
  }
  json.end_array();
  write_findings(json, "findings", picture.view.findings);
  write_motion(json, picture.view.motion);
  json.end_object();
  return json.take();
}

std::string aligned_function_json(const AlignmentPicture& picture, const std::string& code) {
  Json json = indented();
  begin_group(json, picture.owner);
  json.member("on", picture.view.on.iso());
  json.member("code", code);
  json.key("history");
  json.begin_array();
  for (const FunctionState& state : picture.matrix.states) {
    if (state.code != code) continue;
    json.begin_object();
    write_state(json, picture, state);
    json.member("made_at", state.made_at);
    json.member("withdrawn_at", state.withdrawn_at);
    json.end_object();
  }
  json.end_array();
  json.key("schools");
  json.begin_array();
  for (const AlignedRow& row : picture.view.rows) {
    if (row.state->code != code || !is_shared(row.state->approach)) continue;
    for (const SchoolAdoption& each : row.schools) {
      write_adoption(json, *each.school, each.adoption);
    }
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string movement_json(const MatrixRow& owner, const std::vector<MovementPoint>& points) {
  Json json = indented();
  begin_group(json, owner);
  json.key("days");
  json.begin_array();
  for (const MovementPoint& point : points) {
    json.begin_object();
    json.member("on", point.on.iso());
    json.member("planned", point.planned);
    json.member("entries", point.entries);
    for (int at = 0; at + 1 < approaches; ++at) {
      json.member(code_of(static_cast<Approach>(at)), point.of[static_cast<std::size_t>(at)]);
    }
    json.key("schools");
    json.begin_array();
    for (const MovementPoint::School& each : point.schools) {
      json.begin_object();
      json.member("school", each.name);
      json.member("to_be_common", each.count.schools);
      json.member("adopted", each.count.at(AdoptionLevel::Adopted));
      json.member("not_known", each.count.schools - each.count.known());
      json.end_object();
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string movement_csv(const std::vector<MovementPoint>& points) {
  std::vector<std::string> head = {"on", "planned", "entries"};
  for (int at = 0; at + 1 < approaches; ++at) {
    head.emplace_back(code_of(static_cast<Approach>(at)));
  }
  std::string text = base::csv_row(head);
  for (const MovementPoint& point : points) {
    std::vector<std::string> cells = {point.on.iso(), point.planned ? "yes" : "no",
                                      std::to_string(point.entries)};
    for (int at = 0; at + 1 < approaches; ++at) {
      cells.push_back(std::to_string(point.of[static_cast<std::size_t>(at)]));
    }
    text += base::csv_row(cells);
  }
  return text;
}

std::string alignment_outcome_text(const AlignmentOutcome& outcome) {
  std::string text;
  for (const std::string& each : outcome.what) text += each + "\n";
  for (const AlignmentFinding& each : outcome.come) text += "Would be told: " + each.what + "\n";
  for (const AlignmentFinding& each : outcome.gone) {
    text += "Would not be told any more: " + each.what + "\n";
  }
  if (outcome.what.empty()) text = "Nothing to do: all of it stands already.\n";
  return text;
}

std::string alignment_outcome_json(const AlignmentOutcome& outcome, bool dry) {
  Json json = indented();
  json.begin_object();
  json.member("saved", !dry);
  write_texts(json, "what", outcome.what);
  json.member("unchanged", outcome.unchanged);
  write_findings(json, "come", outcome.come);
  write_findings(json, "gone", outcome.gone);
  json.end_object();
  return json.take();
}

std::string alignment_matrices_json(const std::vector<MatrixRow>& rows) {
  Json json = indented();
  json.begin_object();
  json.key("matrices");
  json.begin_array();
  for (const MatrixRow& each : rows) {
    begin_group(json, each);
    json.member("functions", each.functions);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

base::Result<std::vector<MovementPoint>> movement_of(sql::Connection& connection,
                                                     const registry::Reference& reference,
                                                     const AlignmentPicture& picture,
                                                     base::Date today) {
  std::vector<MovementPoint> points;
  for (const base::Date on : movement_days(picture.matrix, picture.view.on)) {
    const auto schools = TRY(aligned_schools(connection, reference, picture.owner.group, on));
    points.push_back(movement_point(alignment_on(picture.matrix, schools, on), today));
  }
  return points;
}

}  // namespace delegation
