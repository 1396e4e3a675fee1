using System.Globalization;
using System.Reflection;

namespace Scout.Grains.Tests.Wire;

/// <summary>What two builds must agree on to work side by side, one fact a line: names of types and methods, numbers and types of members.</summary>
internal static class WireContract
{
    public static IEnumerable<string> Read(params IEnumerable<Assembly> assemblies)
    {
        var types = assemblies.SelectMany(assembly => assembly.GetTypes()).ToArray();
        var enums = types.SelectMany(WiredTypes).SelectMany(Parts).Where(type => type.IsEnum && type.Namespace!.StartsWith("Scout", StringComparison.Ordinal)).Distinct();
        return types.SelectMany(Describe).Concat(enums.SelectMany(DescribeEnum)).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Describe(Type type)
    {
        if (type.IsInterface && type.IsAssignableTo(typeof(IAddressable)))
            return type.GetMethods().Select(method => $"{AliasOf(type)} . {AliasOf(method)}({string.Join(", ", method.GetParameters().Select(one => NameOf(one.ParameterType)))}) -> {NameOf(method.ReturnType)}");
        if (type.GetCustomAttribute<GenerateSerializerAttribute>() is null)
            return [];
        return NumberedMembers(type)
            .Select(member => $"{AliasOf(type)} [{member.GetCustomAttribute<IdAttribute>()!.Id}] {NameOf(TypeOf(member))}")
            .Prepend($"{AliasOf(type)} : {(type.BaseType is { } up && up.Assembly == type.Assembly ? NameOf(up) : "type")}");
    }

    private static IEnumerable<string> DescribeEnum(Type type) =>
        Enum.GetNames(type).Select(name => $"{NameOf(type)} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)} {name}");

    private static IEnumerable<Type> WiredTypes(Type type)
    {
        if (type.IsInterface && type.IsAssignableTo(typeof(IAddressable)))
            return type.GetMethods().SelectMany(method => method.GetParameters().Select(one => one.ParameterType).Append(method.ReturnType));
        return type.GetCustomAttribute<GenerateSerializerAttribute>() is null ? [] : NumberedMembers(type).Select(TypeOf);
    }

    private static IEnumerable<Type> Parts(Type type) => type.HasElementType ? Parts(type.GetElementType()!) : type.GetGenericArguments().SelectMany(Parts).Prepend(type);

    private static IEnumerable<MemberInfo> NumberedMembers(Type type) => type
        .GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Where(member => member.GetCustomAttribute<IdAttribute>() is not null);

    private static Type TypeOf(MemberInfo member) => member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

    private static string AliasOf(MemberInfo member) => member.GetCustomAttributes<AliasAttribute>(inherit: false).FirstOrDefault()?.Alias ?? $"no alias: {member.DeclaringType?.Name}{(member.DeclaringType is null ? "" : ".")}{member.Name}";

    private static string NameOf(Type type)
    {
        if (type.IsArray)
            return $"{NameOf(type.GetElementType()!)}[]";
        if (type.IsGenericType)
            return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
        return type.Namespace!.StartsWith("Scout", StringComparison.Ordinal) && type.GetCustomAttributes<AliasAttribute>(inherit: false).FirstOrDefault() is { } alias ? alias.Alias : type.Name;
    }
}
