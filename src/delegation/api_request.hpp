// Requests for decisions as JSON, CSV and text: the same on pages, in the API and by command.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "delegation/store_request.hpp"
#include "web/json.hpp"

namespace delegation {

std::string request_json(const RequestPicture& picture);
// `next`: the address of the page after this one; null: they are not in pages.
std::string requests_json(const std::vector<RequestPicture>& pictures,
                          const std::optional<std::string>* next = nullptr);
std::string requests_csv(const std::vector<RequestPicture>& pictures);
std::string request_text(const RequestPicture& picture);  // for a terminal
std::string requests_text(const std::vector<RequestPicture>& pictures);
std::string request_findings_json(const std::vector<RequestFinding>& findings);
std::string request_findings_text(const std::vector<RequestFinding>& findings);

// Who did a step: "Ann Lee (noted by Mo Clerk in their name)", "the cluster board of Harbour".
std::string who_of(const RequestStep& step);
// "The headteacher of Oak recommends that it be granted"
std::string words_of(const RequestStep& step);
std::vector<std::string> lines_of(const std::string& text);

}  // namespace delegation
