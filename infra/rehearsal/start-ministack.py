"""Starts MiniStack, with a stand-in for each thing in our templates that it cannot do.

MiniStack refuses a whole template for one resource that it does not know, and the templates are deployed as they are, so
that the stand-in is here, on the emulator's side. Each says on the log, on a line of its own that begins with STAND-IN,
what it stood in for: the rehearsal repeats these lines. One that is not needed any more ends the start, so that none
outlives its reason.

Ends, with every function that it runs, when its standard input does: whoever started it cannot leave it behind.
"""

import json
import os
import re
import signal
import sys
import threading

from ministack import app
from ministack.core import iam_actions
from ministack.core.responses import get_account_id, get_region
from ministack.services import athena, budgets
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS as types

SAVED_QUERY = "AWS::Athena::NamedQuery"
ALARM = "AWS::CloudWatch::Alarm"
BUDGET = "AWS::Budgets::Budget"


def say(sentence):
    print(f"STAND-IN {sentence}", flush=True)


def create_saved_query(logical_id, properties, stack_name):
    """MiniStack's Athena has saved queries, its CloudFormation does not know their type: hands the properties on."""
    _, _, body = athena._create_named_query(properties)
    query = json.loads(body)["NamedQueryId"]
    say(f"{SAVED_QUERY} {properties['Name']}: made by a call of MiniStack's own Athena")
    return query, {"NamedQueryId": query}


def delete_saved_query(query, properties):
    athena._delete_named_query({"NamedQueryId": query})


def create_budget(logical_id, properties, stack_name):
    """MiniStack's Budgets are called in the same words as their CloudFormation type, which it does not know."""
    name = properties["Budget"]["BudgetName"]
    status, _, body = budgets._create_budget(properties)
    if status != 200:
        raise ValueError(f"{BUDGET} {name}: {body}")
    say(f"{BUDGET} {name}: made by a call of MiniStack's own Budgets")
    return name, {}


def delete_budget(name, properties):
    budgets._delete_budget({"BudgetName": name})


def create_alarm(logical_id, properties, stack_name):
    """MiniStack has no metric math: such an alarm is taken for made, and nothing watches. Every other alarm is made."""
    if not properties.get("Metrics"):
        return alarms["create"](logical_id, properties, stack_name)
    name = properties["AlarmName"]
    say(f"{ALARM} {name}: not made, because it is over metric math")
    return name, {"Arn": f"arn:aws:cloudwatch:{get_region()}:{get_account_id()}:alarm:{name}"}


def leading_keys(request):
    """Of the partitions that a request is about: our tables call them `pk`, and our queries compare it with a placeholder."""
    for names in ("Key", "Item"):
        if isinstance(request.get(names), dict) and "pk" in request[names]:
            return [request[names]["pk"].get("S", "")]
    compared = re.search(r"\bpk\s*=\s*(:\w+)", str(request.get("KeyConditionExpression", "")))
    values = request.get("ExpressionAttributeValues")
    if compared is None or not isinstance(values, dict):
        return []
    return [values.get(compared[1], {}).get("S", "")]


WORDS_OF_EXPRESSIONS = {"AND", "OR", "NOT", "SET", "REMOVE", "attribute_exists", "attribute_not_exists", "if_not_exists"}


def attributes_of_a_write(request):
    """Those of the item or of the key, and those that its expressions name."""
    names = request.get("ExpressionAttributeNames") or {}
    expressions = " ".join(request.get(each) or "" for each in ("UpdateExpression", "ConditionExpression"))
    words = re.findall(r"(?<![:\w#])#?[A-Za-z_]\w*", expressions)
    named = [names.get(word, word) for word in words if word not in WORDS_OF_EXPRESSIONS]
    return list(dict.fromkeys([*(request.get("Item") or request.get("Key") or {}), *named]))


def context_of_dynamodb(body):
    """MiniStack tells policies the attributes that a read asks for. AWS also tells those that a PutItem or UpdateItem writes,
    whether a write wants the item as it was, and which partitions a request is about:
    https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
    """
    context = dict(attributes_asked_for(body))
    request = json.loads(body or b"{}")
    if leading_keys(request):
        context["dynamodb:LeadingKeys"] = leading_keys(request)
    if "Item" in request or "UpdateExpression" in request:
        context["dynamodb:Attributes"] = attributes_of_a_write(request)
    if "ReturnValues" in request:
        context["dynamodb:ReturnValues"] = request["ReturnValues"]
    return context


def tells_leading_keys():
    return "dynamodb:LeadingKeys" in attributes_asked_for(b'{"Key": {"pk": {"S": "probe"}}}')


def tells_attributes_of_an_item():
    return "dynamodb:Attributes" in attributes_asked_for(b'{"Item": {"pk": {"S": "probe"}}}')


def tells_attributes_of_an_update():
    return "dynamodb:Attributes" in attributes_asked_for(b'{"Key": {"pk": {"S": "probe"}}, "UpdateExpression": "REMOVE probe"}')


def context_of_s3(action, query, path="", headers=None):
    """MiniStack does not tell policies whether a write asks to be refused where an object lies already; AWS does:
    https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
    """
    condition = (headers or {}).get("if-none-match")
    told = {"s3:if-none-match": condition} if action == "s3:PutObject" and condition else {}
    return {**context_of_an_object(action, query, path, headers), **told}


def tells_condition_of_a_write():
    return "s3:if-none-match" in context_of_an_object("s3:PutObject", {}, "/bucket/key", {"if-none-match": "*"})


def refuses_metric_math():
    try:
        alarms["create"]("Probe", {"AlarmName": "probe", "Metrics": [{"Id": "m", "Expression": "1"}]}, "probe")
    except ValueError as refusal:
        return "metric math" in str(refusal)
    return False


def end_with_input():
    sys.stdin.buffer.read()
    os.killpg(os.getpgrp(), signal.SIGKILL)


alarms = types[ALARM]
attributes_asked_for = iam_actions.dynamodb_service_context
context_of_an_object = iam_actions.s3_service_context
outlived = [
    SAVED_QUERY in types,
    BUDGET in types,
    not refuses_metric_math(),
    tells_leading_keys(),
    tells_attributes_of_an_item(),
    tells_attributes_of_an_update(),
    tells_condition_of_a_write(),
]
if any(outlived):
    sys.exit("MiniStack takes by itself what infra/rehearsal/start-ministack.py stands in for: remove it there.")
types[SAVED_QUERY] = {"create": create_saved_query, "delete": delete_saved_query}
types[BUDGET] = {"create": create_budget, "delete": delete_budget}
types[ALARM] = {**alarms, "create": create_alarm}
iam_actions.dynamodb_service_context = context_of_dynamodb
say("dynamodb:LeadingKeys, and dynamodb:Attributes and dynamodb:ReturnValues of a write: told to the policies as AWS documents them")
iam_actions.s3_service_context = context_of_s3
say("s3:if-none-match of a write: told to the policies as AWS documents it")
if os.getpgrp() != os.getpid():
    sys.exit("The process group that is ended with the input must be MiniStack's own: start it detached.")
threading.Thread(target=end_with_input, daemon=True).start()
# With TLS it would take the port 443 too.
app._port_is_bindable = lambda host, port: False
app.main()
