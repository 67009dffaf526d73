// One writer for each shape.
#include "delegation/api_request.hpp"

#include "base/csv.hpp"
#include "base/text.hpp"
#include "delegation/api_ruling.hpp"

namespace delegation {

namespace {

void maybe_member(web::JsonWriter& json, std::string_view name, const std::string& value) {
  if (!value.empty()) json.member(name, value);
}
void maybe_member(web::JsonWriter& json, std::string_view name,
                  const std::optional<base::Date>& day) {
  if (day) json.member(name, day->iso());
}

void write_head(web::JsonWriter& json, const RequestPicture& picture) {
  const DecisionRequest& request = picture.request;
  json.member("number", request.id.value);
  json.member("revision", request.revision);
  json.member("decision", request.decision);
  json.member("title", picture.title);
  json.key("of");
  json.begin_object();
  json.member("kind", governance::code_of(request.place.kind));
  json.member("number", request.place.id);
  json.member("name", request.place_name);
  json.end_object();
  json.member("words", request.words);
  maybe_member(json, "heading", request.heading);
  maybe_member(json, "party", request.party);
  json.member("asked", request.asked.iso());
  maybe_member(json, "asked_by", picture.asker);
  json.member("noted_by", request.noted_by);
  maybe_member(json, "needed", request.needed);
  json.member("stage", word_of(picture.state.stage));
  json.member("says", picture.state.words);
  json.member("overdue", picture.state.overdue);
}

void write_ladder(web::JsonWriter& json, const RequestPicture& picture) {
  json.key("ladder");
  json.begin_array();
  for (const RouteStage& stage : picture.state.ladder) {
    json.begin_object();
    json.member("part", word_of(stage.part.part));
    json.member("level", stage.part.level);
    json.member("who", stage.part.name);
    maybe_member(json, "power", words_of(stage.part.by));
    json.member("mark", word_of(stage.mark));
    json.member("words", stage.words);
    maybe_member(json, "due", stage.due);
    json.member("late", stage.late);
    json.end_object();
  }
  json.end_array();
}

void write_steps(web::JsonWriter& json, const DecisionRequest& request) {
  json.key("steps");
  json.begin_array();
  for (const RequestStep& step : request.steps) {
    json.begin_object();
    json.member("step", word_of(step.kind));
    maybe_member(json, "level", step.level);
    maybe_member(json, "who", step.name);
    json.member("on", step.on.iso());
    maybe_member(json, "result", step.result);
    maybe_member(json, "words", step.words);
    maybe_member(json, "due", step.due);
    maybe_member(json, "person", step.person_name);
    maybe_member(json, "noted_by", step.noted_by);
    maybe_member(json, "power", words_of(step.by));
    write_texts(json, "ruling", lines_of(step.says));
    if (step.meeting.known()) json.member("meeting", step.meeting.value);
    if (step.item.known()) json.member("item", step.item.value);
    json.end_object();
  }
  json.end_array();
}

void write_route(web::JsonWriter& json, const Route& route) {
  json.begin_object();
  json.member("on", route.on.iso());
  maybe_member(json, "why", route.why);
  json.member("facts", route.facts);
  json.member("outcome", word_of(route.outcome));
  write_texts(json, "says", lines_of(route.says));
  write_texts(json, "because", lines_of(route.because));
  write_texts(json, "sums", lines_of(route.sums));
  json.end_object();
}

void write_agenda(web::JsonWriter& json, const DecisionRequest& request) {
  json.key("agenda");
  json.begin_array();
  for (const AgendaNote& note : request.agenda) {
    json.begin_object();
    json.member("meeting", note.meeting.value);
    json.member("item", note.item.value);
    json.member("body", note.body.value);
    json.member("body_name", note.body_name);
    json.member("on", note.on.iso());
    json.member("state", governance::code_of(note.state));
    json.end_object();
  }
  json.end_array();
}

std::string doing(const RequestStep& step) {
  switch (step.kind) {
    case StepKind::Recommend:
      return step.result == "for"       ? "Recommended that it be granted"
             : step.result == "against" ? "Recommended that it be refused"
                                        : "Made no recommendation";
    case StepKind::Consult:
      return "Asked for a view" + (step.due ? ", until " + step.due->long_form() : std::string());
    case StepKind::Answer: return "Answered";
    case StepKind::Facts: return "The facts were changed";
    case StepKind::Decide: return step.result == "granted" ? "Granted" : "Refused";
    case StepKind::Withdraw: return "Withdrawn";
    case StepKind::Inform: return "Told of the decision";
    case StepKind::Report: return "Reported back";
  }
  return "";
}

}  // namespace

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (const std::string_view line : base::split(text, '\n')) {
    if (!line.empty()) lines.emplace_back(line);
  }
  return lines;
}

std::string words_of(const RequestStep& step) {
  return doing(step) + (step.name.empty() ? "" : ": " + step.name);
}

std::string who_of(const RequestStep& step) {
  const std::string noted =
      step.noted_by.empty() ? "the minutes that were approved" : step.noted_by;
  if (step.person_name.empty()) return "Noted by " + noted;
  if (step.person_name == step.noted_by) return "By " + step.person_name;
  const bool asked = step.kind == StepKind::Consult || step.kind == StepKind::Inform;
  return asked ? "To " + step.person_name + "; noted by " + noted
               : "By " + step.person_name + "; noted in their name by " + noted;
}

std::string request_json(const RequestPicture& picture) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  write_head(json, picture);
  json.key("route");
  write_route(json, picture.now);
  write_ladder(json, picture);
  write_texts(json, "changed", picture.state.changed);
  write_texts(json, "notes", picture.state.notes);
  json.key("next");
  json.begin_array();
  for (const NextStep& next : picture.state.next) {
    json.begin_object();
    json.member("step", word_of(next.kind));
    json.member("level", next.level);
    json.member("words", next.words);
    json.end_object();
  }
  json.end_array();
  write_steps(json, picture.request);
  write_agenda(json, picture.request);
  json.key("routes");
  json.begin_array();
  for (const Route& route : picture.request.routes) write_route(json, route);
  json.end_array();
  json.end_object();
  return json.take();
}

std::string requests_json(const std::vector<RequestPicture>& pictures,
                          const std::optional<std::string>* next) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  if (next != nullptr) json.member("next", *next);
  json.key("requests");
  json.begin_array();
  for (const RequestPicture& each : pictures) {
    json.begin_object();
    write_head(json, each);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string requests_csv(const std::vector<RequestPicture>& pictures) {
  std::string csv =
      base::csv_row({"number", "decision", "title", "of", "words", "heading", "asked", "asked_by",
                     "needed", "stage", "says", "overdue", "decided", "result", "power"});
  for (const RequestPicture& each : pictures) {
    const DecisionRequest& request = each.request;
    const RequestStep* decided = request.step(StepKind::Decide);
    csv += base::csv_row({std::to_string(request.id.value), request.decision, each.title,
                          request.place_name, request.words, request.heading, request.asked.iso(),
                          each.asker, request.needed ? request.needed->iso() : "",
                          std::string(label_of(each.state.stage)), each.state.words,
                          each.state.overdue ? "yes" : "no", decided ? decided->on.iso() : "",
                          decided ? decided->result : "", decided ? words_of(decided->by) : ""});
  }
  return csv;
}

std::string request_text(const RequestPicture& picture) {
  const DecisionRequest& request = picture.request;
  std::string text = "Request " + std::to_string(request.id.value) + ": " + request.words + "\n" +
                     picture.title + ", for " + request.place_name + ", asked on " +
                     request.asked.long_form() +
                     (picture.asker.empty() ? "" : " by " + picture.asker) + "\n";
  if (!picture.now.facts.empty()) text += "Facts: " + picture.now.facts + "\n";
  text += picture.state.words + (picture.state.overdue ? " (overdue)" : "") + "\n";
  for (const std::string& each : picture.state.changed) text += "  ! " + each + "\n";
  for (const std::string& each : picture.state.notes) text += "  ! " + each + "\n";
  for (const std::string& each : lines_of(picture.now.sums)) text += "  " + each + "\n";
  for (const RouteStage& stage : picture.state.ladder) {
    text += "  [" + std::string(word_of(stage.mark)) + "] " + stage.part.name + ": " + stage.words +
            (stage.late ? " (late)" : "") + "\n";
  }
  for (const RequestStep& step : request.steps) {
    text +=
        step.on.iso() + " " + words_of(step) + (step.words.empty() ? "" : ": " + step.words) + "\n";
    if (!step.by.scheme.empty()) text += "           By " + words_of(step.by) + "\n";
  }
  for (const NextStep& next : picture.state.next) {
    text += "Next: guildhall request step " + std::to_string(request.id.value) + " " +
            std::string(word_of(next.kind)) + " --level " + next.level + "\n";
  }
  return text;
}

std::string requests_text(const std::vector<RequestPicture>& pictures) {
  std::string text;
  for (const RequestPicture& each : pictures) {
    text += std::to_string(each.request.id.value) + "  " + each.request.decision + "  " +
            each.request.place_name + "  " + each.request.words + "\n    " + each.state.words +
            (each.state.overdue ? " (overdue)" : "") + "\n";
  }
  return text.empty() ? "There is no such request.\n" : text;
}

std::string request_findings_json(const std::vector<RequestFinding>& findings) {
  web::JsonWriter json(web::JsonWriter::Layout::Indented);
  json.begin_object();
  json.key("findings");
  json.begin_array();
  for (const RequestFinding& each : findings) {
    json.begin_object();
    json.member("trouble", word_of(each.trouble));
    if (each.request.known()) json.member("request", each.request.value);
    json.member("decision", each.decision);
    json.member("meeting", each.meeting.value);
    json.member("item", each.item.value);
    json.member("who", each.who);
    json.member("on", each.on.iso());
    json.member("what", each.what);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return json.take();
}

std::string request_findings_text(const std::vector<RequestFinding>& findings) {
  std::string text;
  for (const RequestFinding& each : findings) {
    text += each.on.iso() + " " + each.who + ", " + each.decision + ": " +
            std::string(label_of(each.trouble)) + ". " + each.what + "\n";
  }
  return text.empty() ? "Every decision that is recorded had its power.\n" : text;
}

}  // namespace delegation
