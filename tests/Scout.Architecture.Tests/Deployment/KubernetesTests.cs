using Scout.Api.Hosting;

namespace Scout.Architecture.Tests.Deployment;

/// <summary>The manifests hang together and agree with what the programs do.</summary>
public sealed class KubernetesTests
{
    private static readonly IReadOnlyList<Yaml> Deployments = [.. Deploy.OfKind("Deployment")];

    [Fact]
    public void Manifests_InTheFolder_AreAllApplied()
    {
        var listed = Yaml.Read(Deploy.At("kubernetes/kustomization.yaml"))["resources"].Items.Select(file => file.Text);
        var there = Directory.EnumerateFiles(Deploy.At("kubernetes")).Select(file => Path.GetFileName(file)).Where(file => file != "kustomization.yaml" && !file.Contains(".example.", StringComparison.Ordinal));
        Assert.Equal(there.Order(), listed.Order());
    }

    [Fact]
    public void Selectors_OfAllObjects_FindPods()
    {
        var selectors = Deploy.OfKind("Service").Select(service => service["spec", "selector"])
            .Concat(Deploy.OfKind("PodDisruptionBudget").Select(budget => budget["spec", "selector", "matchLabels"]))
            .Concat(Deploy.OfKind("NetworkPolicy").Select(policy => policy["spec", "podSelector", "matchLabels"]))
            .Concat(Deploy.OfKind("NetworkPolicy").SelectMany(Peers).Select(peer => peer["podSelector", "matchLabels"]))
            .Concat(Deployments.Select(deployment => deployment["spec", "selector", "matchLabels"]))
            .Concat(Deployments.SelectMany(deployment => deployment["spec", "template", "spec", "topologySpreadConstraints"].Items).Select(spread => spread["labelSelector", "matchLabels"]))
            .Where(selector => selector.IsThere).Select(selector => selector.Texts).ToArray();
        Assert.NotEmpty(selectors);
        Assert.All(selectors, selector => Assert.Contains(Deployments, deployment => Labels(deployment) is var labels && selector.All(labels.Contains)));
    }

    [Fact]
    public void Labels_OfSilos_AreTheOnesOrleansLooksFor()
    {
        var silo = Single("scout-silo");
        Assert.Equal(ClusterSettings.ServiceId, Labels(silo)["orleans/serviceId"]);
        var named = Deploy.Container(silo)["env"].Items.FirstOrDefault(variable => variable["name"].Text == "Scout__Cluster__ClusterId")?["value"].Text;
        Assert.Equal(named ?? new ClusterSettings().ClusterId, Labels(silo)["orleans/clusterId"]);
    }

    [Fact]
    public void Account_OfSilos_MaySeePodsAndNoMore()
    {
        var account = Single("scout-silo")["spec", "template", "spec", "serviceAccountName"].Text;
        var binding = Deploy.OfKind("RoleBinding").Single(binding => binding["subjects"].Items.Single()["name"].Text == account);
        var role = Deploy.OfKind("Role").Single(role => role["metadata", "name"].Text == binding["roleRef", "name"].Text);
        Assert.Equal(["get", "list", "patch", "watch"], role["rules"].Items.Single()["verbs"].Items.Select(verb => verb.Text).Order());
        Assert.Equal("pods", role["rules"].Items.Single()["resources"].Items.Single().Text);
        Assert.All(Deployments, deployment => Assert.Contains(
            deployment["spec", "template", "spec", "serviceAccountName"].Text, Deploy.OfKind("ServiceAccount").Select(one => one["metadata", "name"].Text)));
    }

    [Fact]
    public void Ports_OfContainers_AreTheOnesListenedOn()
    {
        var silo = Deploy.Container(Single("scout-silo"))["ports"].Items.ToDictionary(port => port["name"].Text, port => port["containerPort"].Number);
        Assert.Equal(new Dictionary<string, int> { ["http"] = Ports.Http, ["silo"] = Ports.Silo, ["gateway"] = Ports.Gateway }, silo);
        Assert.Equal(Ports.Http, Deploy.Container(Single("scout-api"))["ports"].Items.Single()["containerPort"].Number);
    }

    [Fact]
    public void Ports_OfServicesAndProbes_AreNamedInTheirPods()
    {
        foreach (var deployment in Deployments)
        {
            var names = Deploy.Container(deployment)["ports"].Items.Select(port => port["name"].Text).ToArray();
            var probes = Probes(deployment).Select(probe => probe["httpGet", "port"].Text);
            var services = Deploy.OfKind("Service").Where(service => service["spec", "selector"].Texts.All(Labels(deployment).Contains))
                .SelectMany(service => service["spec", "ports"].Items).Select(port => port["targetPort"].Text).ToArray();
            Assert.NotEmpty(services);
            Assert.All(probes.Concat(services), name => Assert.Contains(name, names));
        }
    }

    [Fact]
    public void Ports_BetweenSilosAndApis_AreOpenToThemAlone()
    {
        var silo = Policy("scout-silo");
        Assert.Equal(["api"], Callers(silo, "gateway"));
        Assert.Equal(["silo"], Callers(silo, "silo"));
        Assert.Equal(Ports.Silo, PortTo("silo", silo));
        Assert.Equal(Ports.Gateway, PortTo("silo", Policy("scout-api")));
        Assert.False(Policy("scout-nobody")["spec", "ingress"].IsThere);
    }

    [Fact]
    public void Probes_OfAllPods_AskWhatIsAnswered() => Assert.All(Deployments, deployment =>
    {
        Assert.Equal(3, Probes(deployment).Count());
        Assert.All(Probes(deployment), probe => Assert.Contains(probe["httpGet", "path"].Text, Ports.ProbePaths));

        // A lost database must take pods out of the service, and never restart them.
        Assert.Equal("/health/live", Deploy.Container(deployment)["livenessProbe", "httpGet", "path"].Text);
        var readiness = Deploy.Container(deployment)["readinessProbe"];
        Assert.Equal("/health/ready", readiness["httpGet", "path"].Text);
        Assert.True(readiness["timeoutSeconds"].Number > Deploy.CheckTimeout.TotalSeconds);
    });

    [Fact]
    public void Stop_OfAllPods_IsGivenTheTimeItTakes() => Assert.All(Deployments, deployment =>
    {
        var leaving = Deploy.Container(deployment)["lifecycle", "preStop", "sleep", "seconds"].Number;
        var grace = deployment["spec", "template", "spec", "terminationGracePeriodSeconds"].Number;
        Assert.True(grace > leaving + Deploy.StopTimeout.TotalSeconds, $"{grace} s are not enough for {leaving} s and {Deploy.StopTimeout.TotalSeconds} s");
        Assert.True(Deploy.StopTimeout > Deploy.ShutdownTimeout);
    });

    [Fact]
    public void Update_OfAllPods_BringsOneBeforeOneGoes() => Assert.All(Deployments, deployment =>
    {
        Assert.Equal(0, deployment["spec", "strategy", "rollingUpdate", "maxUnavailable"].Number);
        Assert.Equal(1, deployment["spec", "strategy", "rollingUpdate", "maxSurge"].Number);
        Assert.Contains(Deploy.OfKind("PodDisruptionBudget"), budget => budget["spec", "selector", "matchLabels"].Texts.All(Labels(deployment).Contains));
    });

    [Fact]
    public void Pods_OfAllKinds_MayDoNothingTheyNeedNot() => Assert.All(Deployments, deployment =>
    {
        Assert.Equal("true", deployment["spec", "template", "spec", "securityContext", "runAsNonRoot"].Text);
        Assert.Equal("RuntimeDefault", deployment["spec", "template", "spec", "securityContext", "seccompProfile", "type"].Text);
        var container = Deploy.Container(deployment)["securityContext"];
        Assert.Equal(("false", "true", "ALL"), (container["allowPrivilegeEscalation"].Text, container["readOnlyRootFilesystem"].Text, container["capabilities", "drop"].Items.Single().Text));
        Assert.True(Deploy.Container(deployment)["resources", "limits", "memory"].IsThere);
    });

    [Fact]
    public void Images_OfPods_AreTargetsOfTheDockerfile()
    {
        var named = Yaml.Read(Deploy.At("kubernetes/kustomization.yaml"))["images"].Items.Select(image => image["name"].Text).ToArray();
        foreach (var image in Deployments.Select(deployment => Deploy.Container(deployment)["image"].Text))
        {
            Assert.Contains(image, named);
            Assert.Contains(Deploy.Dockerfile, line => line.EndsWith($" AS {image["scout-".Length..]}", StringComparison.Ordinal));
        }
    }

    private static Yaml Single(string name) => Deployments.Single(deployment => deployment["metadata", "name"].Text == name);

    private static Yaml Policy(string name) => Deploy.OfKind("NetworkPolicy").Single(policy => policy["metadata", "name"].Text == name);

    private static IReadOnlyDictionary<string, string> Labels(Yaml deployment) => deployment["spec", "template", "metadata", "labels"].Texts;

    private static IEnumerable<Yaml> Probes(Yaml deployment) =>
        Deploy.Container(deployment).Entries.Where(entry => entry.Key.EndsWith("Probe", StringComparison.Ordinal)).Select(entry => entry.Value);

    private static IEnumerable<Yaml> Peers(Yaml policy) => policy["spec", "ingress"].Items.SelectMany(rule => rule["from"].Items)
        .Concat(policy["spec", "egress"].Items.SelectMany(rule => rule["to"].Items));

    private static string[] Callers(Yaml policy, string port) => [.. policy["spec", "ingress"].Items
        .Where(rule => !rule["ports"].IsThere || rule["ports"].Items.Any(one => one["port"].Text == port))
        .SelectMany(rule => rule["from"].IsThere ? rule["from"].Items.Select(peer => peer["podSelector", "matchLabels"].Texts.GetValueOrDefault("app.kubernetes.io/component", "anyone")) : ["anyone"])];

    private static int PortTo(string component, Yaml policy) => policy["spec", "egress"].Items
        .Single(rule => rule["to"].Items.Any(peer => peer["podSelector", "matchLabels"].Texts.GetValueOrDefault("app.kubernetes.io/component") == component))["ports"].Items.Single()["port"].Number;
}
